/** A range of values, brushed over the bars that tell how many photos have which: whole bars, at least one of them. */
import { sum } from "d3-array";
import type { Filter } from "../api/types";

/** Where the bars stand: as many of one width, side by side. */
export type Axis = { low: number; width: number; bars: number };
/** In units of the axis. */
export type Range = { low: number; high: number };
export type End = keyof Range;

/** Scores: a bar for each half point. */
export const SCORES: Axis = { low: 0, width: 0.5, bars: 20 };
/** Enough for any border; what binary adds to it is left out. */
const DIGITS = 12;
/** Of a bar: an end that near to a border lies on it. */
const NEAR = 1e-6;

/** From the first bar to the last. */
export function everything(axis: Axis): Range {
  return { low: border(axis, 0), high: border(axis, axis.bars) };
}

/** Whether a range leaves nothing out. */
export function isEverything(axis: Axis, { low, high }: Range): boolean {
  const all = everything(axis);
  return low <= all.low && high >= all.high;
}

/** What lies between two values, in either order: every bar that is touched. */
export function brushed(axis: Axis, one: number, other: number): Range {
  const [left, right] = one <= other ? [one, other] : [other, one];
  const first = bounded(Math.floor(place(axis, left)), 0, axis.bars - 1);
  return rangeOfBars(axis, first, bounded(Math.ceil(place(axis, right)), first + 1, axis.bars));
}

/** The range with one end moved; the other end makes way. */
export function moved(axis: Axis, range: Range, end: End, to: number): Range {
  if (end === "low") {
    const low = bounded(to, axis.low, border(axis, axis.bars - 1));
    return { low, high: Math.max(range.high, plain(low + axis.width)) };
  }
  const high = bounded(to, border(axis, 1), border(axis, axis.bars));
  return { low: Math.min(range.low, plain(high - axis.width)), high };
}

/** The values of one bar. */
export function rangeOfBar(axis: Axis, bar: number): Range {
  return rangeOfBars(axis, bar, bar + 1);
}

/** Whether most of a bar is in the range. */
export function isInside(axis: Axis, range: Range, bar: number): boolean {
  const middle = border(axis, bar + 0.5);
  return range.low <= middle && middle <= range.high;
}

/** How many photos lie in the range; null where an end cuts a bar in two, so that nobody knows. */
export function within(axis: Axis, bars: readonly number[], { low, high }: Range): number | null {
  const ends = [low, high].map((end) => bounded(place(axis, end), 0, axis.bars));
  if (!ends.every(Number.isInteger)) return null;
  return sum(bars.slice(...ends));
}

/** 6.5 to 8.0 */
export function inWords(axis: Axis, { low, high }: Range): string {
  return `${inDigits(axis, low)} to ${inDigits(axis, high)}`;
}

/** With as many digits as the borders of the bars have. */
export function inDigits({ width }: Axis, value: number): string {
  const text = value.toFixed(Math.max(-Math.floor(Math.log10(width)), 0));
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "\u2212");
}

/** What a list is narrowed by; an end is left out where the scores end too. */
export function asFilter(range: Range | null) {
  const { low, high } = openEnds(SCORES, range);
  return { min_score: low, max_score: high };
}

/** The ends of a range, null where nothing is left out there. */
export function openEnds(axis: Axis, range: Range | null): { low: number | null; high: number | null } {
  const all = everything(axis);
  const { low, high } = range ?? all;
  return { low: low > all.low ? low : null, high: high < all.high ? high : null };
}

/** The range between two ends; null where both are open. */
export function between(axis: Axis, low: number | null | undefined, high: number | null | undefined) {
  if (low == null && high == null) return null;
  const all = everything(axis);
  return { low: low ?? all.low, high: high ?? all.high };
}

/** The range of scores that a list is narrowed to, if it is. */
export function ofFilter({ min_score, max_score }: Pick<Filter, "min_score" | "max_score">) {
  return between(SCORES, min_score, max_score);
}

function rangeOfBars(axis: Axis, first: number, end: number): Range {
  return { low: border(axis, first), high: border(axis, end) };
}

function border({ low, width }: Axis, bar: number): number {
  return plain(low + bar * width);
}

/** In bars from the first on; whole at a border. */
function place({ low, width }: Axis, value: number): number {
  const bars = (value - low) / width;
  return Math.abs(bars - Math.round(bars)) < NEAR ? Math.round(bars) : bars;
}

function plain(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

function bounded(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
