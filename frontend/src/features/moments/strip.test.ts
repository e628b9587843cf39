import { describe, expect, it } from "vitest";
import { group, photo } from "../../test/photos";
import { inOrder, meant, pair, stepIn, toggled } from "./strip";

describe("the filmstrip", () => {
  it("is in order of capture, then of name as people count", () => {
    const members = [
      photo(1, { name: "IMG_10.jpg", taken_at: "2024-05-01T10:00:00" }),
      photo(2, { name: "IMG_9.jpg", taken_at: "2024-05-01T10:00:00" }),
      photo(3, { name: "a.jpg" }),
      photo(4, { name: "z.jpg", taken_at: "2024-05-01T09:59:59" }),
    ];
    expect(inOrder({ members }).map((each) => each.id)).toEqual([4, 2, 1, 3]);
  });

  it("is stepped through to its ends", () => {
    const strip = [photo(1), photo(2)];
    expect(stepIn(strip, 1, 1)?.id).toBe(2);
    expect(stepIn(strip, 2, 1)?.id).toBe(2);
    expect(stepIn(strip, undefined, 1)?.id).toBe(1);
  });

  it("means those selected, or else the one that is looked at", () => {
    expect(meant(new Set([3, 1]), 2)).toEqual([3, 1]);
    expect(meant(new Set(), 2)).toEqual([2]);
    expect([...toggled(toggled(new Set([1]), 2), 1)]).toEqual([2]);
  });
});

describe("the pair to compare", () => {
  const burst = group("a", [5, 6, 7]);

  it("is what is selected", () => {
    expect(pair(burst, new Set([7, 6]), 5, [5])).toEqual([7, 6]);
    expect(pair(burst, new Set([5, 6, 7]), 5, [5])).toBeNull();
  });

  it("is the keeper and the one looked at, or the next best where that is the keeper", () => {
    expect(pair(burst, new Set(), 7, [5])).toEqual([7, 5]);
    expect(pair(burst, new Set(), 5, [5])).toEqual([5, 6]);
  });
});
