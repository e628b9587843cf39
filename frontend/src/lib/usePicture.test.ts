import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { picture } from "../api/client";
import { photo } from "../test/photos";
import { heardOfServer, lookForServer } from "./reach";
import { unseen } from "./sight";
import { usePicture } from "./usePicture";

const BUSY = photo(7);

const fetched = vi.fn<() => Promise<Response>>();
const isThere = () => fetched.mockImplementation(async () => new Response(null));
const isGone = () => fetched.mockImplementation(() => Promise.reject(new TypeError("Failed to fetch")));

beforeEach(() => {
  vi.stubGlobal("fetch", fetched.mockReset());
});

afterEach(() => {
  act(heardOfServer);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function show(address = "/one") {
  return renderHook(usePicture, { initialProps: address });
}

it("is tried a few times while the server is there, which may have too much to do, and then given up", async () => {
  vi.useFakeTimers();
  isThere();
  const { result } = show(picture(BUSY, "thumbnail"));
  for (const [tries, pause] of [0, 1_000, 3_000].entries()) {
    await act(async () => result.current.failed());
    expect(result.current.fate).toBe(pause > 0 ? "unknown" : "shown");
    await act(() => vi.advanceTimersByTimeAsync(pause));
    expect(result.current).toMatchObject({ fate: "shown", attempt: tries + 1 });
  }
  expect(unseen([BUSY], "thumbnail")).toBe(1);
  await act(async () => result.current.failed());
  expect(result.current.fate).toBe("bad");
  expect(unseen([BUSY], "thumbnail")).toBe(0);
});

it("comes back with the server, and is none the worse for it", async () => {
  isGone();
  const { result } = show();
  await act(async () => result.current.failed());
  expect(result.current.fate).toBe("away");
  isThere();
  await act(lookForServer);
  expect(result.current).toMatchObject({ fate: "shown", attempt: 1 });
  await act(async () => result.current.failed());
  expect(result.current).toMatchObject({ fate: "shown", attempt: 2 });
});

it("has nothing to do with the trouble of the picture before", async () => {
  isGone();
  const { result, rerender } = show("/one");
  await act(async () => result.current.failed());
  rerender("/two");
  expect(result.current).toMatchObject({ fate: "shown", attempt: 0 });
});
