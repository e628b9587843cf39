/**
 * What is decided of photos, as it is shown: what the server said, and over it what was decided here since.
 *
 * A mark that was decided here stays over the server's until the server has told the library's state afresh, which it
 * does only when nothing waits to be saved.
 */
import { useSyncExternalStore } from "react";
import type { Change, Mark, NewDecision, Photo } from "../api/types";

export const NO_MARK: Mark = { verdict: null, stars: 0, label: null };

/** The mark of a photo after a decision that names it among its `photos`. */
export function decided(mark: Mark, decision: Pick<NewDecision, "verb" | "value">): Mark {
  switch (decision.verb) {
    case "keep":
    case "keep-all":
      return { ...mark, verdict: "kept" };
    case "reject":
      return { ...mark, verdict: "rejected" };
    case "unmark":
      return { ...mark, verdict: null };
    case "star":
      return { ...mark, stars: Number(decision.value ?? 0) };
    case "label":
      return { ...mark, label: decision.value ?? null };
    default:
      return mark;
  }
}

type Over = ReadonlyMap<number, (server: Mark) => Mark>;

let over: Over = new Map();
const listeners = new Set<() => void>();

function changed(next: Over): void {
  over = next;
  for (const listener of listeners) listener();
}

/** Show decisions at once. */
export function showDecisions(decisions: readonly NewDecision[]): void {
  const next = new Map(over);
  for (const decision of decisions) {
    for (const photo of decision.photos) {
      const before = next.get(photo);
      next.set(photo, (server) => decided(before ? before(server) : server, decision));
    }
  }
  changed(next);
}

/** Show what the server said of an act; what waits to be saved goes over it. */
export function showChanges(changes: readonly Change[], waiting: readonly NewDecision[] = []): void {
  const next = new Map(over);
  for (const change of changes) next.set(change.photo, () => change.after);
  over = next;
  showDecisions(waiting);
}

/** Take back everything that was shown and not saved, but for what still waits. */
export function forgetMarks(waiting: readonly NewDecision[] = []): void {
  over = new Map();
  showDecisions(waiting);
}

/** A photo's mark, as it is now. */
export function markOf(photo: Pick<Photo, "id" | "mark">): Mark {
  return over.get(photo.id)?.(photo.mark) ?? photo.mark;
}

/** All that is shown over what the server said; another object whenever something changes. */
export function useMarks(): Over {
  return useSyncExternalStore(subscribe, () => over);
}

/** A photo's mark; the component is drawn again when it changes. */
export function useMark(photo: Pick<Photo, "id" | "mark">): Mark {
  useMarks();
  return markOf(photo);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
