import { fireEvent, render } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { decide, undo } from "../app/session";
import { type Marked, useDecisionKeys } from "./decisionKeys";
import { listenForKeys } from "./keys";
import { DEFAULTS, prefer } from "./preferences";

vi.mock("../app/session", () => ({ decide: vi.fn(), undo: vi.fn(), redo: vi.fn() }));

const RED: Marked = { id: 7, mark: { verdict: null, stars: 0, label: "red" } };
const PLAIN: Marked = { id: 8, mark: { verdict: null, stars: 0, label: null } };

function View({ photos, after }: { photos: Marked[]; after: () => void }) {
  useDecisionKeys(() => photos, after);
  return null;
}

let leave: () => void;
beforeEach(() => {
  leave = listenForKeys();
  vi.clearAllMocks();
});
afterEach(() => {
  leave();
  prefer(DEFAULTS);
});

function decidedBy(key: string, ...photos: Marked[]): unknown[] {
  render(<View photos={photos} after={() => undefined} />);
  fireEvent.keyDown(document.body, { key });
  return vi
    .mocked(decide)
    .mock.calls.flat()
    .map(({ verb, photos: ids, value }) => [verb, ids, value]);
}

describe("decision keys", () => {
  it.each([
    ["p", "keep", null],
    ["x", "reject", null],
    ["u", "unmark", null],
    ["0", "star", "0"],
    ["5", "star", "5"],
    ["6", "label", "red"],
    ["9", "label", "blue"],
  ])("%s: %s %s", (key, verb, value) => {
    expect(decidedBy(key, PLAIN)).toEqual([[verb, [8], value]]);
  });

  it("decide on all that are meant in one act", () => {
    expect(decidedBy("p", RED, PLAIN)).toEqual([["keep", [7, 8], null]]);
  });

  it("take a label away that all of them have, and give it where one has not", () => {
    expect(decidedBy("6", RED)).toEqual([["label", [7], null]]);
    vi.mocked(decide).mockClear();
    expect(decidedBy("6", RED, PLAIN).at(-1)).toEqual(["label", [7, 8], "red"]);
  });

  it("do nothing where no photo is meant", () => {
    expect(decidedBy("p")).toEqual([]);
  });

  it("go on after a decision unless one prefers not to, and never after an undo", () => {
    const after = vi.fn();
    render(<View photos={[PLAIN]} after={after} />);
    fireEvent.keyDown(document.body, { key: "z" });
    expect(undo).toHaveBeenCalledTimes(1);
    expect(after).not.toHaveBeenCalled();
    fireEvent.keyDown(document.body, { key: "p" });
    expect(after).toHaveBeenCalledTimes(1);
    prefer({ autoAdvance: false });
    fireEvent.keyDown(document.body, { key: "x" });
    expect(after).toHaveBeenCalledTimes(1);
  });
});
