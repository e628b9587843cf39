import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { heardOfServer, lookForServer } from "./reach";
import { usePicture } from "./usePicture";

const fetched = vi.fn<() => Promise<Response>>();
const isThere = () => fetched.mockImplementation(async () => new Response(null));
const isGone = () => fetched.mockImplementation(() => Promise.reject(new TypeError("Failed to fetch")));

beforeEach(() => {
  vi.stubGlobal("fetch", fetched.mockReset());
});

afterEach(() => {
  act(heardOfServer);
  vi.unstubAllGlobals();
});

function show(address = "/one") {
  return renderHook(usePicture, { initialProps: address });
}

it("is tried once more while the server is there, and then given up", async () => {
  isThere();
  const { result } = show();
  await act(async () => result.current.failed());
  expect(result.current).toMatchObject({ fate: "shown", attempt: 1 });
  await act(async () => result.current.failed());
  expect(result.current.fate).toBe("bad");
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
