import { expect, it } from "vitest";
import type { Explanation } from "../../api/types";
import { advantages, wholeBar } from "./advantage";

function explained(points: Record<string, number>): Explanation {
  const contributions = Object.entries(points).map(([signal, each]) => ({
    signal,
    part: "technical",
    value: 1,
    points: each,
    text: each > 0 ? `good ${signal}` : `poor ${signal}`,
  }));
  return { score: 5, own_score: 5, confidence: 1, base: 5, contributions, distribution: null, scorer: "" };
}

const signals = [{ name: "noise", label: "Noise" }];

it("names what each has more of than the others, most first", () => {
  const found = advantages(
    [
      { id: 1, explanation: explained({ sharpness: 0.8, noise: -0.4, colour: 0.01 }) },
      { id: 2, explanation: explained({ sharpness: 0.2, noise: -0.1, colour: 0 }) },
      { id: 3, explanation: explained({ sharpness: 0.4, noise: -0.1, colour: 0 }) },
    ],
    signals,
  );
  expect(found.get(1)).toEqual([
    { signal: "sharpness", label: "sharpness", words: "good sharpness", points: expect.closeTo(0.5) },
  ]);
  expect(found.get(2)).toEqual([
    { signal: "noise", label: "Noise", words: null, points: expect.closeTo(0.15) },
  ]);
});

it("says nothing of a photo without a score, and compares with none", () => {
  const found = advantages(
    [{ id: 1, explanation: explained({ noise: 1 }) }, { id: 2, explanation: null }, { id: 3 }],
    signals,
  );
  expect([...found.values()]).toEqual([[], [], []]);
});

it("bars of all photos are drawn to one measure, where small differences stay short", () => {
  const bars = (one: number, other: number) =>
    wholeBar(
      advantages(
        [
          { id: 1, explanation: explained({ sharpness: one, noise: 0.3 }) },
          { id: 2, explanation: explained({ sharpness: other, noise: 0.1 }) },
        ],
        signals,
      ),
    );
  expect(bars(0.2, 2.6)).toBeCloseTo(2.4);
  expect(bars(0.2, 0.4)).toBe(1);
});
