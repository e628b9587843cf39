import { describe, expect, it } from "vitest";
import { brushed, gridOf, inWords, moved, STEPS, within } from "./brush";

describe("brushing the histogram", () => {
  it("takes every bar that is touched, whichever way the hand goes", () => {
    expect(brushed(0.31, 0.52)).toEqual({ low: 6, high: 11 });
    expect(brushed(0.52, 0.31)).toEqual({ low: 6, high: 11 });
  });

  it("takes one bar at a click", () => {
    expect(brushed(0.31, 0.31)).toEqual({ low: 6, high: 7 });
    expect(brushed(1, 1)).toEqual({ low: STEPS - 1, high: STEPS });
  });

  it("stays within the scores when the hand leaves the picture", () => {
    expect(brushed(-0.4, 1.7)).toEqual({ low: 0, high: STEPS });
  });

  it("keeps the ends in order: the end that is met makes way", () => {
    expect(moved({ low: 4, high: 8 }, "low", 9)).toEqual({ low: 9, high: 10 });
    expect(moved({ low: 4, high: 8 }, "high", 2)).toEqual({ low: 1, high: 2 });
    expect(moved({ low: 0, high: 1 }, "high", 0)).toEqual({ low: 0, high: 1 });
  });

  it("counts what it took", () => {
    const histogram = Array.from({ length: STEPS }, (_, bar) => bar);
    expect(within(histogram, { low: 2, high: 5 })).toBe(2 + 3 + 4);
  });

  it("leads to the grid, and leaves an end out where there is no end", () => {
    expect(gridOf({ low: 13, high: 16 })).toBe("/grid?min_score=6.5&max_score=8");
    expect(gridOf({ low: 13, high: STEPS })).toBe("/grid?min_score=6.5");
    expect(gridOf({ low: 0, high: STEPS })).toBe("/grid");
    expect(inWords({ low: 13, high: 16 })).toBe("6.5 to 8.0");
  });
});
