/** What is said of a moment. */
import type { Group, NewDecision } from "../../api/types";
import { count, duration } from "../../lib/words";
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
  if (group.kind === "exact") return { words: "Any would do", share: null };
  const share = Math.round(50 * (1 + group.margin));
  return { words: group.sure ? "Sure" : "Close call", share };
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
  return `${decided.toLocaleString("en")} of ${count(total, "moment")}`;
}

const DAY_SECONDS = 86_400;

/** How long lies between two moments: 40 s, 3 min, 5 days. */
export function apartOf(seconds: number): string {
  return seconds < 2 * DAY_SECONDS ? duration(seconds) : count(Math.round(seconds / DAY_SECONDS), "day");
}
