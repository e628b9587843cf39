import { describe, expect, it } from "vitest";
import { barsOf, LINES, scaleOf, signed } from "./explain";

function part(signal: string, points: number) {
  return { signal, part: "technical", value: 0, points, text: signal };
}

describe("the bars of a score", () => {
  const contributions = [
    part("noise", -0.02),
    part("sharpness", 0.8),
    part("impression", -1.4),
    part("colour", 0.03),
  ];
  const bars = barsOf({ base: 5, contributions });

  it("begin at the base and end at the score", () => {
    expect(bars[0]?.from).toBe(5);
    expect(bars.at(-1)?.to).toBeCloseTo(5 + contributions.reduce((sum, { points }) => sum + points, 0));
  });

  it("each begin where the one before ended", () => {
    for (let at = 1; at < bars.length; at += 1) expect(bars[at]?.from).toBe(bars[at - 1]?.to);
  });

  it("tell the weightiest first, and what hardly counts together", () => {
    expect(bars.map((bar) => bar.text)).toEqual(["impression", "sharpness", "2 that hardly count"]);
  });

  it("are none for a score without parts", () => {
    expect(barsOf({ base: 5, contributions: [] })).toEqual([]);
  });
});

describe("the scale under them", () => {
  it("holds the base and every sum on the way, between round scores", () => {
    const bars = barsOf({ base: 5, contributions: [part("impression", 2.27), part("noise", -0.3)] });
    const scale = scaleOf(5, bars);
    expect(scale.domain()).toEqual([5, 7.5]);
    expect(scale.ticks(LINES)).toEqual([5, 5.5, 6, 6.5, 7, 7.5]);
    expect(scale(7.5)).toBe(100);
  });

  it("is there also where nothing speaks for or against a photo", () => {
    expect(scaleOf(5, []).domain()).toEqual([5, 6]);
  });
});

it("points have their sign, but no minus before nothing", () => {
  expect(signed(0.8)).toBe("+0.80");
  expect(signed(-0.6)).toBe("−0.60");
  expect(signed(-0.001)).toBe("+0.00");
});
