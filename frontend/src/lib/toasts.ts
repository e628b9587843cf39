/** Short messages at the edge of the screen; read out by screen readers, gone after a while. */
import { useSyncExternalStore } from "react";

export type Toast = {
  text: string;
  tone?: "plain" | "problem";
  action?: { label: string; run: () => void };
  /** What it is about: it takes the place of what was said of that before. */
  about?: "act";
};
type Shown = Toast & { id: number };

const PLAIN_MS = 4_000;
const PROBLEM_MS = 12_000;
const MOST = 3;

let shown: readonly Shown[] = [];
let last = 0;
const listeners = new Set<() => void>();

function changed(next: readonly Shown[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

export function say(toast: Toast): void {
  last += 1;
  const id = last;
  const others = shown.filter(
    (each) => each.text !== toast.text && !(each.about && each.about === toast.about),
  );
  changed([...others, { ...toast, id }].slice(-MOST));
  setTimeout(() => dismiss(id), toast.tone === "problem" ? PROBLEM_MS : PLAIN_MS);
}

export function dismiss(id: number): void {
  changed(shown.filter((each) => each.id !== id));
}

/** What was said of the last act holds no more: neither its words, nor the undo that it offers. */
export function forgetAct(): void {
  if (shown.some((each) => each.about === "act")) changed(shown.filter((each) => each.about !== "act"));
}

export function useToasts(): readonly Shown[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
}
