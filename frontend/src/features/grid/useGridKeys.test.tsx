import { act, fireEvent, renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";
import { listenForKeys } from "../../lib/keys";
import { useToasts } from "../../lib/toasts";
import { useGridKeys } from "./useGridKeys";

/** Where C leads with so many photos selected, and what is said. */
function comparing(...ids: number[]) {
  const place = memoryLocation({ path: "/grid", record: true });
  const parts = {
    selection: { chosen: new Set(ids), cursor: ids[0] ?? null, anchor: ids[0] ?? null },
    list: { ids, placeOf: (id: number) => ids.indexOf(id) },
    rows: null,
    aspects: ids.map(() => 1),
    handle: { current: null },
    select: () => undefined,
    open: () => undefined,
    show: "/slideshow",
    takeOut: () => undefined,
  };
  const toasts = renderHook(useToasts).result;
  const { unmount } = renderHook(() => useGridKeys(parts), {
    wrapper: ({ children }) => <Router hook={place.hook}>{children}</Router>,
  });
  const stopListening = listenForKeys();
  act(() => {
    fireEvent.keyDown(document.body, { key: "c" });
  });
  stopListening();
  unmount();
  return { address: place.history.at(-1), text: toasts.current.at(-1)?.text };
}

it("compares two to four photos", () => {
  expect(comparing(7, 9).address).toBe("/compare/7,9");
  expect(comparing(1, 2, 3, 4).address).toBe("/compare/1,2,3,4");
});

it("says what to do where fewer or more are selected", () => {
  expect(comparing(7)).toMatchObject({
    address: "/grid",
    text: expect.stringMatching(/^Two to four photos are compared/),
  });
  expect(comparing(1, 2, 3, 4, 5)).toMatchObject({
    address: "/grid",
    text: expect.stringMatching(/^Four photos at most are compared; 5 /),
  });
});
