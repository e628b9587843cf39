/** A range of scores, brushed over their histogram: whole bars of half a point, at least one of them. */
import { sum } from "d3-array";
import type { Filter } from "../api/types";

/** In points of the score. */
export type Range = { low: number; high: number };
export type End = keyof Range;

export const EVERYTHING: Range = { low: 0, high: 10 };
/** How many points a bar is wide. */
export const BAR_POINTS = 0.5;
const BARS = (EVERYTHING.high - EVERYTHING.low) / BAR_POINTS;

/** What lies between two scores, in either order: every bar that is touched. */
export function brushed(one: number, other: number): Range {
  const [left, right] = one <= other ? [one, other] : [other, one];
  const first = bounded(Math.floor(left / BAR_POINTS), 0, BARS - 1);
  return rangeOfBars(first, bounded(Math.ceil(right / BAR_POINTS), first + 1, BARS));
}

/** The range with one end moved; the other end makes way. */
export function moved(range: Range, end: End, to: number): Range {
  if (end === "low") {
    const low = bounded(to, EVERYTHING.low, EVERYTHING.high - BAR_POINTS);
    return { low, high: Math.max(range.high, low + BAR_POINTS) };
  }
  const high = bounded(to, EVERYTHING.low + BAR_POINTS, EVERYTHING.high);
  return { low: Math.min(range.low, high - BAR_POINTS), high };
}

/** The scores of one bar. */
export function rangeOfBar(bar: number): Range {
  return rangeOfBars(bar, bar + 1);
}

/** Whether most of a bar is in the range. */
export function isInside(range: Range, bar: number): boolean {
  const middle = (bar + 0.5) * BAR_POINTS;
  return range.low <= middle && middle <= range.high;
}

/** How many photos have a score in the range; null where an end cuts a bar in two, so that nobody knows. */
export function within(bars: readonly number[], { low, high }: Range): number | null {
  const [first, last] = [low / BAR_POINTS, high / BAR_POINTS];
  return Number.isInteger(first) && Number.isInteger(last) ? sum(bars.slice(first, last)) : null;
}

/** 6.5 to 8.0 */
export function inWords({ low, high }: Range): string {
  return `${low.toFixed(1)} to ${high.toFixed(1)}`;
}

/** What a list is narrowed by; an end is left out where the scores end too. */
export function asFilter(range: Range | null) {
  const { low, high } = range ?? EVERYTHING;
  return {
    min_score: low > EVERYTHING.low ? low : null,
    max_score: high < EVERYTHING.high ? high : null,
  };
}

/** The range that a list is narrowed to, if it is. */
export function ofFilter({ min_score: low, max_score: high }: Pick<Filter, "min_score" | "max_score">) {
  if (low == null && high == null) return null;
  return { low: low ?? EVERYTHING.low, high: high ?? EVERYTHING.high };
}

function rangeOfBars(first: number, end: number): Range {
  return { low: first * BAR_POINTS, high: end * BAR_POINTS };
}

function bounded(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
