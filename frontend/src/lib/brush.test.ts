import { describe, expect, it } from "vitest";
import {
  asFilter,
  brushed,
  EVERYTHING,
  inWords,
  isInside,
  moved,
  ofFilter,
  rangeOfBar,
  within,
} from "./brush";

const BARS = Array.from({ length: 20 }, (_, bar) => bar);

describe("brushing the histogram", () => {
  it("takes every bar that is touched, whichever way the hand goes", () => {
    expect(brushed(3.1, 5.2)).toEqual({ low: 3, high: 5.5 });
    expect(brushed(5.2, 3.1)).toEqual({ low: 3, high: 5.5 });
  });

  it("takes one bar at a click, also on its border", () => {
    expect(brushed(3.1, 3.1)).toEqual({ low: 3, high: 3.5 });
    expect(brushed(3, 3)).toEqual({ low: 3, high: 3.5 });
    expect(brushed(10, 10)).toEqual({ low: 9.5, high: 10 });
  });

  it("stays within the scores when the hand leaves the picture", () => {
    expect(brushed(-4, 17)).toEqual(EVERYTHING);
  });

  it("keeps the ends in order: the end that is met makes way", () => {
    expect(moved({ low: 2, high: 4 }, "low", 4.5)).toEqual({ low: 4.5, high: 5 });
    expect(moved({ low: 2, high: 4 }, "high", 1)).toEqual({ low: 0.5, high: 1 });
    expect(moved({ low: 0, high: 0.5 }, "high", 0)).toEqual({ low: 0, high: 0.5 });
    expect(moved({ low: 9, high: 10 }, "low", 10)).toEqual({ low: 9.5, high: 10 });
  });

  it("counts what it took", () => {
    expect(within(BARS, { low: 1, high: 2.5 })).toBe(2 + 3 + 4);
    expect(within(BARS, EVERYTHING)).toBe(190);
    expect(within([], EVERYTHING)).toBe(0);
  });

  it("does not pretend to count parts of bars", () => {
    expect(within(BARS, { low: 1.2, high: 2.5 })).toBeNull();
  });

  it("shows a bar as taken when most of it is", () => {
    const taken = BARS.filter((bar) => isInside({ low: 1.2, high: 2.6 }, bar));
    expect(taken.map(rangeOfBar)).toEqual([
      { low: 1, high: 1.5 },
      { low: 1.5, high: 2 },
      { low: 2, high: 2.5 },
    ]);
  });

  it("is a filter, which leaves an end out where there is no end", () => {
    expect(asFilter({ low: 6.5, high: 8 })).toEqual({ min_score: 6.5, max_score: 8 });
    expect(asFilter({ low: 6.5, high: 10 })).toEqual({ min_score: 6.5, max_score: null });
    expect(asFilter(null)).toEqual({ min_score: null, max_score: null });
    expect(ofFilter({ min_score: 6.5, max_score: null })).toEqual({ low: 6.5, high: 10 });
    expect(ofFilter({ max_score: 0 })).toEqual({ low: 0, high: 0 });
    expect(ofFilter({})).toBeNull();
  });

  it("is told with one digit", () => {
    expect(inWords({ low: 6.5, high: 8 })).toBe("6.5 to 8.0");
  });
});
