import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, renderHook, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";
import type { Columns } from "../../api/types";
import { decide } from "../../app/session";
import { listenForKeys, useBindings } from "../../lib/keys";
import { FROM_A_VIEW, sawGrid, sawMoment } from "../../lib/place";
import { prefetch } from "../../lib/prefetch";
import { later } from "../../test/later";
import { SlideshowPage } from "./SlideshowPage";

vi.mock("../../app/session", () => ({
  decide: vi.fn(),
  undo: vi.fn(),
  redo: vi.fn(),
  wentOn: vi.fn(),
  onSaved: () => () => undefined,
  queries: { prefetchQuery: vi.fn() },
}));
vi.mock("../../lib/prefetch", () => ({ prefetch: vi.fn(async () => undefined) }));

const COLUMNS: Columns = {
  revision: "1",
  id: [7, 8],
  version: ["v", "v"],
  aspect: [1.5, 1.5],
  score: [9, 8],
  verdict: [0, 1],
  stars: [0, 3],
  label: [null, null],
};

let stopKeys: () => void;
beforeEach(() => {
  vi.useFakeTimers(); // the show goes on by itself
  stopKeys = listenForKeys();
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
});
afterEach(() => {
  stopKeys();
  vi.useRealTimers();
  vi.clearAllMocks();
  vi.unstubAllGlobals();
  history.replaceState(null, "");
});

function show() {
  const place = memoryLocation({ path: "/slideshow?decision=kept&n=2", record: true });
  const client = new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } },
  });
  client.setQueryData(["columns", { sort: "score", decision: "kept" }], COLUMNS);
  vi.stubGlobal(
    "fetch",
    vi.fn(() => new Promise(() => undefined)),
  );
  render(
    <QueryClientProvider client={client}>
      <Router hook={place.hook} searchHook={place.searchHook}>
        <SlideshowPage />
      </Router>
    </QueryClientProvider>,
  );
  return place;
}

const passes = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));

async function shows(place: number) {
  await passes(0);
  expect(screen.getByRole("img", { name: new RegExp(`^Photo ${place} of 2`) })).toBeInTheDocument();
}

const press = (key: string) => fireEvent.keyDown(document.body, { key });

it("a photo may be decided on while it is shown; then comes the next, with what is decided of it", async () => {
  show();
  await shows(1);
  press("x");
  expect(vi.mocked(decide).mock.calls).toEqual([
    [{ verb: "reject", photos: [7], others: [], value: null, why: "" }],
  ]);
  await shows(2);
  expect(screen.getByText("kept")).toBeInTheDocument();
  press("5");
  expect(vi.mocked(decide).mock.lastCall).toEqual([
    { verb: "star", photos: [8], others: [], value: "5", why: "" },
  ]);
});

it("is decided on by a finger too, and what was decided is taken away by another press", async () => {
  show();
  await shows(1);
  fireEvent.click(screen.getByRole("button", { name: "Reject" }));
  await shows(2);
  const keep = screen.getByRole("button", { name: "Keep" });
  expect(keep).toHaveAttribute("aria-pressed", "true");
  fireEvent.click(keep);
  expect(vi.mocked(decide).mock.calls.map(([decision]) => [decision?.verb, decision?.photos])).toEqual([
    ["reject", [7]],
    ["unmark", [8]],
  ]);
});

it("a tap on what has just come under the finger decides nothing, once it stands it does", async () => {
  show();
  await shows(1);
  const tap = (name: string) => fireEvent.click(screen.getByRole("button", { name }), { detail: 1 });
  tap("Reject");
  tap("Reject");
  await shows(2);
  tap("Reject");
  const decided = () => vi.mocked(decide).mock.calls.map(([decision]) => [decision?.verb, decision?.photos]);
  expect(decided()).toEqual([["reject", [7]]]);
  await passes(300);
  tap("Reject");
  expect(decided()).toEqual([
    ["reject", [7]],
    ["reject", [8]],
  ]);
});

it.each(["x", "p", "5"])(
  "%s after a decision decides nothing before the next photo is there, and passes it not over",
  async (key) => {
    const { coming: slow, arrive } = later<HTMLImageElement>();
    vi.mocked(prefetch).mockImplementation(async ({ id }) => (id === 8 ? slow : new Image()));
    show();
    await shows(1);
    press("x");
    press(key);
    await shows(1);
    arrive(new Image());
    await shows(2);
    expect(vi.mocked(decide).mock.calls.map(([decision]) => [decision?.verb, decision?.photos])).toEqual([
      ["reject", [7]],
    ]);
  },
);

it("while the show goes on by itself the photo in sight may be decided on; the next one is shown, not the one after", async () => {
  const { coming: slow, arrive } = later<HTMLImageElement>();
  vi.mocked(prefetch).mockImplementation(async ({ id }) => (id === 8 ? slow : new Image()));
  show();
  await shows(1);
  await passes(6_000);
  const tap = () => fireEvent.click(screen.getByRole("button", { name: "Reject" }), { detail: 1 });
  tap();
  tap();
  expect(vi.mocked(decide).mock.calls.map(([decision]) => [decision?.verb, decision?.photos])).toEqual([
    ["reject", [7]],
  ]);
  arrive(new Image());
  await shows(2);
});

it("leads back to the view that one came from, once: the end of full screen is heard too", async () => {
  show();
  await shows(1);
  const back = vi.spyOn(history, "back").mockImplementation(() => undefined);
  history.replaceState(FROM_A_VIEW, "");
  press("Escape");
  press("Escape");
  expect(back).toHaveBeenCalledOnce();
  back.mockRestore();
});

it("leads to the overview where the browser was opened with it", async () => {
  const place = show();
  await shows(1);
  press("Escape");
  expect(place.history.at(-1)).toBe("/");
});

it("leads to the other views by their keys, which it tells, out of the full screen", async () => {
  sawMoment("/moments/burst-b?photo=5");
  sawGrid("/grid?min_score=7");
  const place = show();
  await shows(1);
  const told = renderHook(useBindings).result.current.filter(({ name }) => name === "Slideshow");
  const does = told.flatMap(({ bindings }) => bindings.map((each) => each.does));
  expect(does).toEqual(expect.arrayContaining(["Overview", "Moments", "Grid"]));
  const exit = vi.fn(async () => undefined);
  Object.assign(document, { fullscreenElement: document.body, exitFullscreen: exit });
  press("m");
  expect(place.history.at(-1)).toBe("/moments/burst-b?photo=5");
  press("g");
  expect(place.history.at(-1)).toBe("/grid?min_score=7");
  press("o");
  expect(place.history.at(-1)).toBe("/");
  expect(exit).toHaveBeenCalledTimes(3);
  Object.assign(document, { fullscreenElement: null });
});
