import { describe, expect, it } from "vitest";
import {
  asFilter,
  between,
  brushed,
  everything,
  inWords,
  isInside,
  moved,
  ofFilter,
  openEnds,
  rangeOfBar,
  SCORES,
  within,
} from "./brush";

const BARS = Array.from({ length: 20 }, (_, bar) => bar);

describe("brushing the histogram", () => {
  it("takes every bar that is touched, whichever way the hand goes", () => {
    expect(brushed(SCORES, 3.1, 5.2)).toEqual({ low: 3, high: 5.5 });
    expect(brushed(SCORES, 5.2, 3.1)).toEqual({ low: 3, high: 5.5 });
  });

  it("takes one bar at a click, also on its border", () => {
    expect(brushed(SCORES, 3.1, 3.1)).toEqual({ low: 3, high: 3.5 });
    expect(brushed(SCORES, 3, 3)).toEqual({ low: 3, high: 3.5 });
    expect(brushed(SCORES, 10, 10)).toEqual({ low: 9.5, high: 10 });
  });

  it("stays within the scores when the hand leaves the picture", () => {
    expect(brushed(SCORES, -4, 17)).toEqual({ low: 0, high: 10 });
  });

  it("keeps the ends in order: the end that is met makes way", () => {
    expect(moved(SCORES, { low: 2, high: 4 }, "low", 4.5)).toEqual({ low: 4.5, high: 5 });
    expect(moved(SCORES, { low: 2, high: 4 }, "high", 1)).toEqual({ low: 0.5, high: 1 });
    expect(moved(SCORES, { low: 0, high: 0.5 }, "high", 0)).toEqual({ low: 0, high: 0.5 });
    expect(moved(SCORES, { low: 9, high: 10 }, "low", 10)).toEqual({ low: 9.5, high: 10 });
  });

  it("counts what it took", () => {
    expect(within(SCORES, BARS, { low: 1, high: 2.5 })).toBe(2 + 3 + 4);
    expect(within(SCORES, BARS, everything(SCORES))).toBe(190);
    expect(within(SCORES, [], everything(SCORES))).toBe(0);
  });

  it("does not pretend to count parts of bars", () => {
    expect(within(SCORES, BARS, { low: 1.2, high: 2.5 })).toBeNull();
  });

  it("shows a bar as taken when most of it is", () => {
    const taken = BARS.filter((bar) => isInside(SCORES, { low: 1.2, high: 2.6 }, bar));
    expect(taken.map((bar) => rangeOfBar(SCORES, bar))).toEqual([
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
    expect(inWords(SCORES, { low: 6.5, high: 8 })).toBe("6.5 to 8.0");
  });

  describe("of what is no score", () => {
    const axis = { low: -1, width: 0.1, bars: 19 };
    const bars = Array.from({ length: axis.bars }, () => 1);

    it("lies on round borders, whatever they are in binary", () => {
      expect(rangeOfBar(axis, 12)).toEqual({ low: 0.2, high: 0.3 });
      expect(brushed(axis, 0.3, 0.3)).toEqual({ low: 0.3, high: 0.4 });
      expect(moved(axis, { low: 0, high: 0.2 }, "low", 0.2)).toEqual({ low: 0.2, high: 0.3 });
      expect(bars.map((_, bar) => within(axis, bars, rangeOfBar(axis, bar)))).toEqual(bars);
    });

    it("counts what there is of a range that reaches beyond the bars", () => {
      expect(within(axis, bars, { low: -2.5, high: -0.7 })).toBe(3);
      expect(within(axis, bars, { low: -5, high: -2 })).toBe(0);
      expect(within(axis, bars, { low: 0.7, high: 40 })).toBe(2);
    });

    it("has an open end where it leaves nothing out", () => {
      expect(openEnds(axis, { low: -1, high: 0.3 })).toEqual({ low: null, high: 0.3 });
      expect(between(axis, null, 0.3)).toEqual({ low: -1, high: 0.3 });
      expect(between(axis, null, null)).toBeNull();
    });

    it("is told with the digits of its borders", () => {
      expect(inWords(axis, { low: -0.3, high: 0 })).toBe("\u22120.3 to 0.0");
      expect(inWords({ low: 0, width: 20, bars: 12 }, { low: 40, high: 60 })).toBe("40 to 60");
      expect(inWords({ low: 0, width: 0.005, bars: 20 }, { low: 0.005, high: 0.1 })).toBe("0.005 to 0.100");
    });
  });
});
