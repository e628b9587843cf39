/**
 * What becomes of the photos of a moment, and what is decided to bring it about.
 *
 *     what was said of each photo → stands
 *     the keeper, and what has stars → is to be kept     } of what nothing was said of yet
 *     the others → are to be rejected                    }
 *     a bracket, a panorama, a group of which all are kept: everything is to be kept
 *
 * Accepting says all of that in one act, so that one undo takes it back.
 */
import type { Group, Mark, NewDecision, Photo } from "../../api/types";

type Verdict = "kept" | "rejected";
type Verb = NewDecision["verb"];

/** What is to become of a photo, and whether that was said already; or it is what accepting would say. */
export type Fate = { verdict: Verdict; said: boolean };

/** The mark of a photo as it is now. */
export type MarkOf = (photo: Photo) => Mark;

/** Kept or rejected together. */
export function isWhole(group: Pick<Group, "kind" | "keep_all">): boolean {
  return group.keep_all || isShotTogether(group);
}

/** The photos that stand for a group: the person's own choice, or the best; if that was rejected, what is held. */
export function keepersOf(group: Group, markOf: MarkOf): readonly number[] {
  const open = group.members.filter((photo) => markOf(photo).verdict !== "rejected");
  const chosen = open.filter((photo) => group.chosen.includes(photo.id));
  if (chosen.length > 0) return idsOf(chosen);
  const best = open.slice(0, 1);
  if (best[0] === group.members[0]) return idsOf(best);
  const held = open.filter((photo) => isHeld(markOf(photo)));
  return idsOf(held.length > 0 ? held : best);
}

/** Nobody wants a photo rejected that was kept or has stars. */
function isHeld(mark: Mark): boolean {
  return mark.verdict === "kept" || mark.stars > 0;
}

/** What is to become of each member. */
export function fates(group: Group, markOf: MarkOf): ReadonlyMap<number, Fate> {
  const wanted = new Set(wantedOf(group, markOf));
  return new Map(
    group.members.map((photo): [number, Fate] => {
      const said = markOf(photo).verdict;
      if (said === "kept" || said === "rejected") return [photo.id, { verdict: said, said: true }];
      return [photo.id, { verdict: wanted.has(photo.id) ? "kept" : "rejected", said: false }];
    }),
  );
}

/** Members that are to be kept if nothing was said of them. */
function wantedOf(group: Group, markOf: MarkOf): readonly number[] {
  if (isWhole(group)) return idsOf(group.members);
  return [...keepersOf(group, markOf), ...idsOf(group.members.filter((photo) => isHeld(markOf(photo))))];
}

/** Keep what is to be kept, reject the others: nothing where all of it was said already. */
export function acceptance(group: Group, markOf: MarkOf): NewDecision[] {
  const open = [...fates(group, markOf)].filter(([, fate]) => !fate.said);
  const those = (verdict: Verdict) => open.filter(([, fate]) => fate.verdict === verdict).map(([id]) => id);
  return [decision("keep", those("kept")), decision("reject", those("rejected"))].filter(
    (one) => one.photos.length > 0,
  );
}

/** Keep all of a group: no keeper is suggested among them any more. */
export function keepAll(group: Group): NewDecision[] {
  return [decision("keep-all", idsOf(group.members))];
}

/**
 * Choose a photo: it is preferred to the others and kept, and they are rejected. Nothing where all of that was said.
 *
 * What was kept beside the keeper so far, or has stars, stays; of a bracket or panorama everything does.
 */
export function choose(group: Group, keeper: number, markOf: MarkOf): NewDecision[] {
  const others = group.members.filter((photo) => photo.id !== keeper);
  const isNews = group.chosen.length !== 1 || group.chosen[0] !== keeper;
  const isFrame = isShotTogether(group);
  const verdict = (photo: Photo) => markOf(photo).verdict;
  const kept = group.members.filter((photo) =>
    photo.id === keeper ? verdict(photo) !== "kept" : isFrame && verdict(photo) === null,
  );
  const rejected = isFrame ? [] : others.filter((photo) => losesTo(photo, group, markOf));
  return [
    decision("keeper", isNews && others.length > 0 ? [keeper] : [], idsOf(others)),
    decision("keep", idsOf(kept)),
    decision("reject", idsOf(rejected)),
  ].filter((one) => one.photos.length > 0);
}

/** Whether a photo is rejected once another one is chosen: not what was kept beside the keeper, or has stars. */
function losesTo(photo: Photo, group: Group, markOf: MarkOf): boolean {
  const { verdict, stars } = markOf(photo);
  if (verdict === "rejected" || stars > 0) return false;
  return verdict === null || group.keep_all || keepersOf(group, markOf).includes(photo.id);
}

/** The moments of two groups are one. */
export function merge(group: Group, next: Group): NewDecision[] {
  const kind = isShotTogether(group) && group.kind === next.kind ? group.kind : "burst";
  return [decision("together", [...idsOf(group.members), ...idsOf(next.members)], [], kind)];
}

/** Some photos of a group are another moment than the rest; nothing if there is no rest. */
export function splitOff(group: Group, some: readonly number[]): NewDecision[] {
  const rest = idsOf(group.members).filter((id) => !some.includes(id));
  if (some.length === 0 || rest.length === 0) return [];
  return [decision("apart", [...some], rest, isShotTogether(group) ? group.kind : "burst")];
}

/** Two photos are not the same: not the same picture in a group of copies, else not the same moment. */
export function notTheSame(group: Group, one: number, other: number): NewDecision[] {
  return one === other ? [] : [decision("apart", [one], [other], group.kind)];
}

/** Frames that are of use together: a bracket, a panorama. */
export function isShotTogether(group: Pick<Group, "kind">): boolean {
  return group.kind === "bracket" || group.kind === "panorama";
}

function idsOf(photos: readonly Photo[]): number[] {
  return photos.map((photo) => photo.id);
}

function decision(
  verb: Verb,
  photos: number[],
  others: number[] = [],
  value: string | null = null,
): NewDecision {
  return { verb, photos, others, value, why: "" };
}
