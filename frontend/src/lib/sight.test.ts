import { act, renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { picture } from "../api/client";
import { photo } from "../test/photos";
import { saw, unseen, useUnseen } from "./sight";

const see = (id: number) => saw(picture(photo(id), "thumbnail"));

it("tells how many photos are still to be seen, as they come", () => {
  see(1);
  const photos = [photo(1), photo(2), photo(3), photo(4, { failure: "damaged JPEG" })];
  const { result } = renderHook(() => useUnseen(photos, "thumbnail"));
  expect(result.current).toBe(2);
  act(() => see(2));
  act(() => see(2));
  act(() => see(9));
  expect(result.current).toBe(1);
  act(() => see(3));
  expect(result.current).toBe(0);
});

it("tells of other photos, and of another size", () => {
  const { result, rerender } = renderHook(
    ({ id, size }: { id: number; size: "thumbnail" | "preview" }) => useUnseen([photo(id)], size),
    { initialProps: { id: 11, size: "thumbnail" } },
  );
  act(() => see(11));
  expect(result.current).toBe(0);
  rerender({ id: 11, size: "preview" });
  expect(result.current).toBe(1);
  rerender({ id: 12, size: "thumbnail" });
  expect(result.current).toBe(1);
});

it("remembers what was seen last, not all that ever was", () => {
  see(21);
  see(22);
  for (let id = 100; id < 9_100; id++) see(id);
  see(22);
  for (let id = 10_000; id < 11_000; id++) see(id);
  expect(unseen([photo(21)], "thumbnail")).toBe(1);
  expect(unseen([photo(22)], "thumbnail")).toBe(0);
});
