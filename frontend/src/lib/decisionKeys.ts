/** The keys that decide, the same in every view. */

import type { Mark, NewDecision } from "../api/types";
import { decide, redo, undo } from "../app/session";
import { type Binding, useKeys } from "./keys";
import { markOf } from "./marks";
import { preferences } from "./preferences";

/** The little that must be known of a photo to decide on it. */
export type Marked = { id: number; mark: Mark };

export const LABELS = ["red", "yellow", "green", "blue", "purple"] as const;
export type Label = (typeof LABELS)[number];

/** Keys 6 to 9; as in other programs there is none for the fifth label. */
export const LABEL_KEYS: Readonly<Record<string, Label>> = { 6: "red", 7: "yellow", 8: "green", 9: "blue" };

type Verdict = "keep" | "reject" | "unmark";

export function verdictOn(photos: readonly Marked[], verb: Verdict): NewDecision[] {
  return photos.length > 0 ? [decision(photos, verb, null)] : [];
}

export function starsFor(photos: readonly Marked[], stars: number): NewDecision[] {
  return photos.length > 0 ? [decision(photos, "star", String(stars))] : [];
}

/** The label; taken away where all of them have it already. */
export function labelFor(photos: readonly Marked[], label: string): NewDecision[] {
  if (photos.length === 0) return [];
  const all = photos.every((photo) => markOf(photo).label === label);
  return [decision(photos, "label", all ? null : label)];
}

/** Decide, and go on to what comes `after` if the person wants that. */
export function decideAndGoOn(decisions: readonly NewDecision[], after?: () => void): void {
  if (decisions.length === 0) return;
  decide(...decisions);
  if (preferences().autoAdvance) after?.();
}

function decision(photos: readonly Marked[], verb: NewDecision["verb"], value: string | null): NewDecision {
  return { verb, photos: photos.map((photo) => photo.id), others: [], value, why: "" };
}

/**
 * P keep, X reject, U unmark, 0-5 stars, 6-9 labels, Z undo.
 *
 * `photos` are those to decide on when a key is pressed. `after` is called after a decision, not after an undo, where
 * the person wants to go on by themselves to the next photo.
 */
export function useDecisionKeys(photos: () => readonly Marked[], after: () => void): void {
  const act = (decisions: readonly NewDecision[]) => decideAndGoOn(decisions, after);
  useKeys("Decide", [
    { keys: ["p"], does: "Keep", run: () => act(verdictOn(photos(), "keep")) },
    { keys: ["x"], does: "Reject", run: () => act(verdictOn(photos(), "reject")) },
    { keys: ["u"], does: "Neither keep nor reject", run: () => act(verdictOn(photos(), "unmark")) },
    {
      keys: ["0", "1", "2", "3", "4", "5"],
      does: "Stars",
      run: (event) => act(starsFor(photos(), Number(event.key))),
    },
    {
      keys: Object.keys(LABEL_KEYS),
      does: "Label red, yellow, green, blue; once more takes it away",
      run: (event) => act(labelFor(photos(), LABEL_KEYS[event.key] ?? "")),
    },
    ...UNDO_KEYS,
  ]);
}

export const UNDO_KEYS: readonly Binding[] = [
  { keys: ["z", "Ctrl+z"], does: "Undo", run: undo },
  { keys: ["Ctrl+Shift+z", "Ctrl+y", "y"], does: "Redo", run: redo },
];
