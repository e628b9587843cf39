import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { heardOfServer, lookForServer, NO_LIBRARY, useReach } from "./reach";

const gone = () => Promise.reject(new TypeError("Failed to fetch"));
const noLibrary = async () => Response.json({ type: NO_LIBRARY }, { status: 503 });
const answers = (status: number) => () => Promise.resolve(new Response(null, { status }));
const fetched = vi.fn<() => Promise<Response>>();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", fetched.mockReset());
});

afterEach(async () => {
  fetched.mockImplementation(answers(200));
  await act(lookForServer);
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it("is asked for until it is back, and says when it is", async () => {
  const { result } = renderHook(useReach);
  const { returns } = result.current;
  fetched.mockImplementation(gone);
  await act(lookForServer);
  expect(result.current).toEqual({ away: "gone", returns });
  await act(() => vi.advanceTimersByTimeAsync(10_000));
  expect(fetched).toHaveBeenCalledTimes(4);
  fetched.mockImplementation(answers(401));
  await act(() => vi.advanceTimersByTimeAsync(3_000));
  expect(result.current.away).toBe("locked");
  fetched.mockImplementation(answers(200));
  await act(() => vi.advanceTimersByTimeAsync(3_000));
  expect(result.current).toEqual({ away: null, returns: returns + 1 });
  await act(() => vi.advanceTimersByTimeAsync(30_000));
  expect(fetched).toHaveBeenCalledTimes(6);
});

it("is back as soon as anything is heard of it", async () => {
  const { result } = renderHook(useReach);
  fetched.mockImplementation(gone);
  await act(lookForServer);
  act(heardOfServer);
  expect(result.current.away).toBeNull();
});

it("is without its library until it has found that, whatever else it answers", async () => {
  const { result } = renderHook(useReach);
  const { returns } = result.current;
  fetched.mockImplementation(noLibrary);
  await act(lookForServer);
  act(heardOfServer);
  expect(result.current.away).toBe("unplugged");
  fetched.mockImplementation(answers(200));
  await act(() => vi.advanceTimersByTimeAsync(3_000));
  expect(result.current).toEqual({ away: null, returns: returns + 1 });
});

it("is asked once by all who miss it at the same time", async () => {
  fetched.mockImplementation(answers(200));
  expect(await Promise.all([lookForServer(), lookForServer(), lookForServer()])).toEqual([null, null, null]);
  expect(fetched).toHaveBeenCalledTimes(1);
});

it("is there also where it has trouble of its own", async () => {
  fetched.mockImplementation(answers(503));
  expect(await lookForServer()).toBeNull();
});
