import { onlineManager } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from "vitest";
import { decide, libraryChanged, queries } from "./session";

const fetched = vi.hoisted(() => {
  const stub = vi.fn<() => Promise<Response>>();
  vi.stubGlobal("fetch", stub);
  return stub;
});

const fetchedAnew = vi.spyOn(queries, "invalidateQueries");
const isOld = (key: readonly unknown[]) => queries.getQueryState(key)?.isInvalidated;

beforeEach(() => {
  vi.useFakeTimers();
  queries.setQueryData(["library"], { revision: "1" });
  queries.setQueryData(["columns", {}], { revision: "1" });
  fetchedAnew.mockClear();
});

afterEach(() => {
  queries.clear();
  vi.useRealTimers();
});

it("fetches nothing again that is of the revision that is told, but what does not say of which it is", async () => {
  queries.setQueryData(["groups", {}], { groups: [] });
  libraryChanged("1");
  await vi.advanceTimersByTimeAsync(2_000);
  expect([["library"], ["columns", {}], ["groups", {}]].filter(isOld)).toEqual([["groups", {}]]);
});

it("fetches anew, once, what is shown of another revision, be it one list", async () => {
  queries.setQueryData(["library"], { revision: "3" });
  libraryChanged("2");
  libraryChanged("3");
  await vi.advanceTimersByTimeAsync(2_000);
  expect(fetchedAnew).toHaveBeenCalledTimes(1);
});

it("fetches anew where nothing came yet that says of which revision it is", async () => {
  queries.clear();
  libraryChanged("");
  await vi.advanceTimersByTimeAsync(2_000);
  expect(fetchedAnew).toHaveBeenCalledTimes(1);
});

it.each(["columns", "groups"])("waits for %s that are on their way", async (name) => {
  queries.removeQueries({ queryKey: ["columns"] });
  void queries.fetchQuery({
    queryKey: [name, {}],
    queryFn: () => new Promise((resolve) => setTimeout(() => resolve({ revision: "1" }), 5_000)),
  });
  libraryChanged("1");
  await vi.advanceTimersByTimeAsync(4_000);
  expect(fetchedAnew).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(4_000);
  expect(isOld([name, {}])).toBe(name === "groups");
});

it("waits for the answer to an act of its own, which may come long after the news of it", async () => {
  const saved = { act: 1, text: "", verbs: [], changes: [], groups: [], revision: "2" };
  const answer = () =>
    new Response(JSON.stringify(saved), { headers: { "Content-Type": "application/json" } });
  fetched.mockImplementation(() => new Promise((resolve) => setTimeout(() => resolve(answer()), 5_000)));
  decide({ verb: "keep", photos: [1], others: [], value: null, why: "" });
  libraryChanged("2");
  await vi.advanceTimersByTimeAsync(4_000);
  expect(fetchedAnew).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(4_000);
  expect(fetchedAnew).toHaveBeenCalled();
  expect(fetchedAnew.mock.calls.every(([filters]) => filters?.queryKey ?? filters?.predicate)).toBe(true);
});

it("asks the server, which is on this machine, also where the browser thinks that it has no network", async () => {
  onlineManager.setOnline(false);
  onTestFinished(() => onlineManager.setOnline(true));
  const answer = queries.fetchQuery({ queryKey: ["photos", 1], queryFn: () => Promise.resolve("there") });
  await vi.advanceTimersByTimeAsync(10);
  expect(queries.getQueryState(["photos", 1])?.fetchStatus).toBe("idle");
  expect(await answer).toBe("there");
});
