/** What is said of a moment. */
import type { Group, NewDecision, Photo, PhotoDetail } from "../../api/types";
import { exposureOf } from "../../lib/exposure";
import { bytes, count, duration, number } from "../../lib/words";
import type { Beside } from "./beside";
import { isWhole } from "./fate";
import type { MomentKind } from "./wish";

export const KIND_NAMES: Record<MomentKind, string> = {
  burst: "Bursts",
  copy: "Copies",
  exact: "Identical files",
  bracket: "Brackets",
  panorama: "Panoramas",
};

const TITLES: Record<Group["kind"], (photos: number) => string> = {
  burst: (photos) => `Burst of ${photos}`,
  copy: (photos) => `${photos} versions of a picture`,
  exact: (photos) => `${photos} identical files`,
  bracket: (photos) => `Bracket of ${photos} exposures`,
  panorama: (photos) => `Panorama of ${photos} frames`,
  scene: (photos) => `Scene of ${photos}`,
};

export function titleOf(group: Group): string {
  return TITLES[group.kind](group.members.length);
}

/** How sure the suggestion is; `share` of 100 people who would prefer the keeper to the next, null if not asked. */
export function certaintyOf(group: Group): { words: string; share: number | null } {
  if (group.keep_all) return { words: "You keep all of it", share: null };
  if (isWhole(group)) return { words: "Kept whole", share: null };
  if (group.chosen.length > 0) return { words: "Your choice", share: null };
  if (isUnreadable(group)) return { words: "None can be opened", share: null };
  if (group.kind === "exact") return { words: "Any would do", share: null };
  const share = Math.round(50 * (1 + group.margin));
  return { words: group.sure ? "Sure" : "Close call", share };
}

/** Whether there is nothing to see of it. */
export function isUnreadable({ members }: Pick<Group, "members">): boolean {
  return members.every((photo) => photo.failure != null);
}

/** The reason that names no figure, and says itself against what it is. */
const SAME = "hardly different";

/** What the figures among the reasons are set against: the middle of the others, while the certainty is about the next. */
export function againstOf(group: Group): string | null {
  const isJudged = certaintyOf(group).share !== null;
  if (!isJudged || group.reasons.every((reason) => reason.startsWith(SAME))) return null;
  return group.members.length === 2 ? "Against the other" : "Against the others, typically";
}

/** What a decision does, for the button that makes it: keep 1, reject 4. */
export function deedOf(decisions: readonly NewDecision[]): string {
  const number = (verb: NewDecision["verb"]) =>
    decisions.filter((each) => each.verb === verb).flatMap((each) => each.photos).length;
  const [kept, rejected] = [number("keep"), number("reject")];
  const words = [kept > 0 ? `keep ${kept}` : "", rejected > 0 ? `reject ${rejected}` : ""]
    .filter(Boolean)
    .join(", ");
  return words ? words.charAt(0).toUpperCase() + words.slice(1) : "Go on";
}

export function progressOf(decided: number, total: number): string {
  return `${number(decided)} of ${count(total, "moment")}`;
}

/** Where another moment lies from the one that is shown: 3 min later. */
export function whenOf({ seconds, later }: Pick<Beside, "seconds" | "later">): string {
  if (seconds === null) return later ? "next by name" : "before it by name";
  return seconds === 0 ? "at the same time" : `${duration(seconds)} ${later ? "later" : "earlier"}`;
}

/** What decides between copies: size in pixels and bytes, and format; how it was exposed; both as far as they are known. */
export function factsOf(photo: Photo, detail: PhotoDetail | undefined): string[] {
  const { width, height, format } = photo;
  const file = [
    width > 0 ? `${width} × ${height}` : null,
    format?.toUpperCase(),
    detail ? bytes(detail.bytes) : null,
  ];
  return [file.filter(Boolean).join(", "), detail ? exposureOf(detail.shot).join("  ") : ""].filter(Boolean);
}
