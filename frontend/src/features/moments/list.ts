/**
 * The list of moments as it is shown: it keeps its order while one works in it.
 *
 *     what the server lists → taken in at its places; what was decided here stays, though it waits no longer
 *     what an act changed   → replaced; groups that became others give their places to those
 *     what is decided here  → shown at once: see `chosen`, `merged`, `without`
 */
import type { Group } from "../../api/types";

export type List = readonly Group[];

const REACH: Record<Group["kind"], number> = {
  exact: 0,
  copy: 1,
  burst: 2,
  bracket: 2,
  panorama: 2,
  scene: 3,
};

/** Take in what the server lists now. Groups that it lists no longer stay if they are among `keep`. */
export function absorb(shown: List, fetched: List, keep: ReadonlySet<string>): List {
  const now = new Map(fetched.map((group) => [group.id, group]));
  const list = shown
    .filter((group) => now.has(group.id) || keep.has(group.id))
    .map((group) => now.get(group.id) ?? group);
  const known = new Set(list.map((group) => group.id));
  let place = 0;
  for (const group of fetched) {
    if (known.has(group.id)) {
      place = list.findIndex((each) => each.id === group.id) + 1;
    } else {
      list.splice(place, 0, group);
      place += 1;
    }
  }
  return list;
}

/** Show what an act changed. Groups of other kinds than moments, and moments that are not listed, are passed over. */
export function take(shown: List, changed: List): List {
  const moments = widest(changed);
  const same = new Map(moments.map((group) => [group.id, group]));
  const gone = (group: Group) => !same.has(group.id) && moments.some((moment) => overlap(moment, group));
  const list: Group[] = [];
  const placed = new Set<string>();
  for (const group of shown) {
    const next = same.get(group.id);
    if (next !== undefined) {
      if (!placed.has(next.id)) list.push(next);
      placed.add(next.id);
    } else if (gone(group)) {
      for (const moment of moments.filter((each) => overlap(each, group) && !placed.has(each.id))) {
        if (shown.some((each) => each.id === moment.id)) continue;
        list.push(moment);
        placed.add(moment.id);
      }
    } else {
      list.push(group);
    }
  }
  return list;
}

/** Of nested groups the widest that are no scenes: those are the moments. */
function widest(groups: List): List {
  const taken = new Set<number>();
  return groups
    .filter((group) => group.kind !== "scene")
    .toSorted(
      (one, other) => REACH[other.kind] - REACH[one.kind] || other.members.length - one.members.length,
    )
    .filter((group) => {
      const isNew = group.members.every((photo) => !taken.has(photo.id));
      for (const photo of group.members) taken.add(photo.id);
      return isNew;
    });
}

function overlap(one: Group, other: Group): boolean {
  return one.members.some((photo) => other.members.some((each) => each.id === photo.id));
}

/** A group with the person's keeper, as the server will tell it. */
export function chosen(group: Group, keeper: number): Group {
  return { ...group, chosen: [keeper], keep_all: false, margin: 1, sure: true, reasons: ["your choice"] };
}

/** Two groups as one, until the server has grouped them. */
export function merged(group: Group, next: Group): Group {
  const kind = group.kind === next.kind && REACH[group.kind] === REACH.burst ? group.kind : "burst";
  const members = [...group.members, ...next.members];
  return { ...group, kind, members, keep_all: false, margin: 0, sure: false, reasons: [], waiting: true };
}

/** A group without some photos; null where no group is left. */
export function without(group: Group, some: readonly number[]): Group | null {
  const members = group.members.filter((photo) => !some.includes(photo.id));
  return members.length < 2
    ? null
    : { ...group, members, chosen: group.chosen.filter((id) => !some.includes(id)) };
}

/** The list with one group changed, or taken out. */
export function replaced(list: List, id: string, by: Group | null): List {
  return list.flatMap((group) => (group.id !== id ? [group] : by === null ? [] : [by]));
}

/** The group so many places on; the first or last where there is none; undefined in an empty list. */
export function step(list: List, from: string | undefined, by: number): Group | undefined {
  const place = list.findIndex((group) => group.id === from);
  if (place < 0) return list[0];
  return list[Math.min(Math.max(place + by, 0), list.length - 1)];
}

/** The next group that waits: after this one, or else before it; undefined where none does. */
export function nextWaiting(list: List, from: string | undefined): Group | undefined {
  const place = list.findIndex((group) => group.id === from);
  const waits = (group: Group) => group.waiting && group.id !== from;
  return list.slice(place + 1).find(waits) ?? list.slice(0, Math.max(place, 0)).find(waits);
}

/** The group that an undo leads back to: one that it changed; the one shown, if that is one of them. */
function ledBackTo(list: List, changed: List, shown: string | undefined): Group | undefined {
  const ids = new Set(changed.map((group) => group.id));
  return (
    list.find((group) => group.id === shown && ids.has(group.id)) ?? list.find((group) => ids.has(group.id))
  );
}

/** The list with the moment that an undo leads to, also where it was not in it: before the one that is shown. */
export function broughtBack(
  list: List,
  changed: List,
  shown: string | undefined,
): { list: List; back: Group | undefined } {
  const listed = ledBackTo(list, changed, shown);
  const back = listed ?? widest(changed)[0];
  if (listed !== undefined || back === undefined) return { list, back };
  const place = Math.max(
    list.findIndex((group) => group.id === shown),
    0,
  );
  return { list: list.toSpliced(place, 0, back), back };
}

/** The group that a photo belongs to. */
export function holderOf(list: List, photo: number | undefined): Group | undefined {
  return photo === undefined
    ? undefined
    : list.find((group) => group.members.some((member) => member.id === photo));
}

/** What became of a group that is listed no longer: the first that shares a photo with it. */
export function successor(list: List, gone: Group): Group | undefined {
  return list.find((group) => overlap(group, gone));
}
