/** A score as a sum that can be seen: each bar begins where the one before it ended. */
import { cumsum, extent } from "d3-array";
import { type ScaleLinear, scaleLinear } from "d3-scale";
import type { Explanation } from "../../api/types";

export type Bar = { key: string; text: string; points: number; from: number; to: number };

/** Smaller ones are told together. */
const WORTH_TELLING = 0.05;

/** From the base to the score, the weightiest first. */
export function barsOf({ base, contributions }: Pick<Explanation, "base" | "contributions">): Bar[] {
  const told = contributions
    .filter(({ points }) => Math.abs(points) >= WORTH_TELLING)
    .toSorted((one, other) => Math.abs(other.points) - Math.abs(one.points))
    .map(({ signal, text, points }) => ({ key: signal, text, points }));
  const small = contributions.filter(({ points }) => Math.abs(points) < WORTH_TELLING);
  const rest = small.reduce((sum, { points }) => sum + points, 0);
  if (small.length > 0) {
    const text = small.length === 1 ? "one that hardly counts" : `${small.length} that hardly count`;
    told.push({ key: "", text, points: rest });
  }
  const sums = cumsum([base, ...told.map(({ points }) => points)]);
  return told.map((part, at) => ({ ...part, from: sums[at] ?? base, to: sums[at + 1] ?? base }));
}

/** Where a score stands, in percent of the width. */
export type Scale = ScaleLinear<number, number>;

/** About as many lines as are told apart in the panel. */
export const LINES = 4;
/** In points, for a photo that nothing speaks for or against. */
const NARROWEST = 1;

/** From one round score to another, with the base and every sum on the way between them. */
export function scaleOf(base: number, bars: readonly Bar[]): Scale {
  const [low = base, high = base] = extent([base, ...bars.map(({ to }) => to)]);
  return scaleLinear([low, Math.max(high, low + NARROWEST)], [0, 100]).nice(LINES);
}

/** +0.8, −0.6; a true minus, as wide as the plus. */
export function signed(points: number): string {
  const size = Math.abs(points).toFixed(2);
  return `${points < 0 && size !== "0.00" ? "−" : "+"}${size}`;
}
