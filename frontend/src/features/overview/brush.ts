/** A range of scores, brushed over the histogram: in half points, at least one of them wide. */

import { searchOf } from "../../lib/filters";

/** Steps of half a point: 3 to 5 are the scores from 1.5 to 2.5. */
export type Range = { low: number; high: number };

export const STEPS = 20;
const STEPS_PER_POINT = 2;

/** What lies between two places, each 0 to 1 from the left edge: every bar that is touched. */
export function brushed(one: number, other: number): Range {
  const [left, right] = one <= other ? [one, other] : [other, one];
  const low = Math.min(STEPS - 1, Math.max(0, Math.floor(left * STEPS)));
  return { low, high: Math.max(low + 1, Math.min(STEPS, Math.ceil(right * STEPS))) };
}

/** The range with one end moved; the other end makes way. */
export function moved(range: Range, end: "low" | "high", to: number): Range {
  if (end === "low") {
    const low = Math.min(STEPS - 1, Math.max(0, to));
    return { low, high: Math.max(range.high, low + 1) };
  }
  const high = Math.min(STEPS, Math.max(1, to));
  return { low: Math.min(range.low, high - 1), high };
}

/** How many photos have a score in the range. */
export function within(histogram: readonly number[], range: Range): number {
  return histogram.slice(range.low, range.high).reduce((sum, photos) => sum + photos, 0);
}

/** 6.5 to 8.0 */
export function inWords(range: Range): string {
  return `${points(range.low).toFixed(1)} to ${points(range.high).toFixed(1)}`;
}

/** Where the grid shows what is in the range. */
export function gridOf(range: Range): string {
  return `/grid${searchOf({
    ...(range.low > 0 && { min_score: points(range.low) }),
    ...(range.high < STEPS && { max_score: points(range.high) }),
  })}`;
}

export function points(step: number): number {
  return step / STEPS_PER_POINT;
}
