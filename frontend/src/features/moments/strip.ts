/** The filmstrip: photos in the order in which they were taken, a place in it, and which of them are selected. */
import type { Group, Photo } from "../../api/types";
import { withOrigin } from "../../lib/place";

const names = new Intl.Collator("en", { numeric: true });

/** Members in order of capture, then of name: it stays as it is, whichever photo is the keeper. */
export function inOrder(group: Pick<Group, "members">): readonly Photo[] {
  return group.members.toSorted(
    (one, other) =>
      compare(one.taken_at ?? "~", other.taken_at ?? "~") ||
      names.compare(one.folder, other.folder) ||
      names.compare(one.name, other.name),
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** The photo so many places on; it stops at the ends. */
export function stepIn(strip: readonly Photo[], from: number | undefined, by: number): Photo | undefined {
  const place = strip.findIndex((photo) => photo.id === from);
  if (place < 0) return strip[0];
  return strip[Math.min(Math.max(place + by, 0), strip.length - 1)];
}

/** Which photos are meant: those selected, or else the one that is looked at. */
export function meant(selected: ReadonlySet<number>, looked: number): readonly number[] {
  return selected.size > 0 ? [...selected] : [looked];
}

/** The two photos to compare or to tell apart: those selected, or the one looked at and the keeper, or the next best. */
export function pair(
  group: Group,
  selected: ReadonlySet<number>,
  looked: number,
  keepers: readonly number[],
): readonly [number, number] | null {
  const [one, two, more] = [...selected];
  if (more !== undefined) return null;
  if (one !== undefined && two !== undefined) return [one, two];
  const first = one ?? looked;
  const others = [...keepers, ...group.members.map((photo) => photo.id)];
  const second = others.find((id) => id !== first);
  return second === undefined ? null : [first, second];
}

/** The selection with a photo added, or taken out again. */
export function toggled(selected: ReadonlySet<number>, photo: number): ReadonlySet<number> {
  const next = new Set(selected);
  if (!next.delete(photo)) next.add(photo);
  return next;
}

/** A group as the list of the loupe or the comparison, with the way back to it among the moments listed now. */
export function asList(group: Pick<Group, "id">): string {
  const name = encodeURIComponent(group.id);
  return withOrigin(`?group=${name}`, `/moments/${name}${location.search}`);
}
