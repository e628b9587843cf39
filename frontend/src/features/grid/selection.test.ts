import { describe, expect, it } from "vitest";
import { cleared, everything, type List, meant, NOTHING, only, ranged, toggled, within } from "./selection";

function listOf(...ids: number[]): List {
  const places = new Map(ids.map((id, place) => [id, place]));
  return { ids, placeOf: (id) => places.get(id) };
}

const LIST = listOf(50, 10, 40, 20, 30);

describe("a selection", () => {
  it("is of one photo after a click", () => {
    expect(meant(only(40))).toEqual([40]);
  });

  it("gains and loses a photo with Ctrl", () => {
    const both = toggled(only(40), 20);
    expect(meant(both)).toEqual([40, 20]);
    expect(meant(toggled(both, 40))).toEqual([20]);
  });

  it("reaches from the anchor in the order of the list with Shift", () => {
    expect(meant(ranged(only(40), 50, LIST))).toEqual([50, 10, 40]);
  });

  it("turns around its anchor", () => {
    const up = ranged(only(40), 50, LIST);
    expect(meant(ranged(up, 30, LIST))).toEqual([40, 20, 30]);
  });

  it("adds a range with Ctrl and Shift", () => {
    const added = ranged(toggled(only(50), 20), 30, LIST, true);
    expect(meant(added)).toEqual([50, 20, 30]);
  });

  it("is the whole list with Ctrl+A, and nothing but the cursor after Escape", () => {
    const all = everything(only(40), LIST);
    expect(meant(all)).toEqual(LIST.ids);
    expect(meant(cleared(all))).toEqual([40]);
  });

  it("begins where it is first asked to reach", () => {
    expect(meant(ranged(NOTHING, 20, LIST))).toEqual([20]);
  });

  it("outlives another order, and loses what the list has no more", () => {
    const before = ranged(only(40), 50, LIST);
    const after = within(before, listOf(40, 10));
    expect(meant(after)).toEqual([10, 40]);
    expect(after.cursor).toBe(10);
  });

  it("is itself where the list still has all of it", () => {
    const before = only(40);
    expect(within(before, listOf(40, 20))).toBe(before);
  });
});
