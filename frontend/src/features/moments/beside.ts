/**
 * The moment beside another: the one that a person may want to join with it.
 *
 *     taken at a known time → the nearest in time, if that is minutes off
 *     undated               → of the same folder, the nearest by the number in the name, if that is a few off
 */
import type { Group, Photo } from "../../api/types";
import type { List } from "./list";

export type Beside = {
  group: Group;
  /** Whether it comes after. */
  later: boolean;
  /** How long lies between them; null where nobody knows, and names tell. */
  seconds: number | null;
};

const MOST_SHOWN = 4; // photos
const NEAR_SECONDS = 1800;
const NEAR_NUMBERS = 5;

/** The nearest of the list; null where none is near. */
export function besideOf(list: List, group: Group): Beside | null {
  const others = list.filter((each) => each.id !== group.id);
  const when = whenTaken(group);
  return when === null ? byName(others, group) : byTime(others, when);
}

/** The photos that stand for the moment beside another. */
export function shownOf(group: Group): readonly Photo[] {
  return group.members.slice(0, MOST_SHOWN);
}

function byTime(others: List, own: Span): Beside | null {
  const found = nearest(others, own, whenTaken);
  if (found === null || found.gap > NEAR_SECONDS) return null;
  return { group: found.group, later: found.later, seconds: found.gap };
}

function byName(others: List, group: Group): Beside | null {
  const series = new Set(group.members.map(seriesOf));
  const numbers = (members: readonly Photo[]) =>
    spanOf(members.filter((photo) => photo.taken_at === null && series.has(seriesOf(photo))).map(numberOf));
  const own = numbers(group.members);
  const found = own && nearest(others, own, (other) => numbers(other.members));
  if (!found || found.gap > NEAR_NUMBERS) return null;
  return { group: found.group, later: found.later, seconds: null };
}

type Span = { first: number; last: number };

function nearest(others: List, own: Span, spanIn: (group: Group) => Span | null) {
  let found: { group: Group; later: boolean; gap: number } | null = null;
  for (const group of others) {
    const span = spanIn(group);
    if (span === null) continue;
    const gap = Math.max(0, span.first - own.last, own.first - span.last);
    if (found === null || gap < found.gap) found = { group, later: span.first >= own.first, gap };
  }
  return found;
}

function spanOf(values: readonly number[]): Span | null {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? null : { first: Math.min(...known), last: Math.max(...known) };
}

const spans = new WeakMap<Group, Span | null>(); // of a list of thousands, at each step

function whenTaken(group: Group): Span | null {
  let span = spans.get(group);
  if (span === undefined) {
    span = spanOf(group.members.map(timeOf));
    spans.set(group, span);
  }
  return span;
}

/** When it was taken, in seconds; not a number where that is not known. */
function timeOf(photo: Photo): number {
  return Date.parse(`${photo.taken_at?.slice(0, 19)}Z`) / 1000;
}

const NUMBER = /\d+(?=\D*$)/;

/** Folder and name without the last number in it: what photos that a camera wrote one after the other have in common. */
function seriesOf({ folder, name }: Photo): string {
  return `${folder}/${stem(name).replace(NUMBER, "#")}`;
}

function numberOf({ name }: Photo): number {
  return Number(NUMBER.exec(stem(name))?.[0] ?? Number.NaN);
}

function stem(name: string): string {
  return name.replace(/\.[^.]*$/, "");
}
