/**
 * Saving decisions: each is shown at once, sent in order, and sent again until the server has it.
 *
 *     decide → applied to what is shown → at the end of the queue (kept in the browser's storage, over a reload)
 *     at the start: what other pages of this library left is taken over; sent by both, it is decided once
 *     queue  → the first is sent; saved: off the queue, what the server says of it is applied
 *                                 cannot be reached: sent again after a while, with the same key: never decided twice
 *                                 refused: taken back from what is shown, and said so
 */
import { ServerProblem } from "../api/client";
import type { Done, NewDecision } from "../api/types";

/** What waits to be saved: decisions made at once, or a step in the log. */
export type Waiting =
  | { kind: "decide"; key: string; decisions: NewDecision[] }
  | { kind: "undo" | "redo"; key: string };

export type SaverState = {
  /** How many acts are not saved yet. */
  waiting: number;
  /** Why the first of them is not, while it is being tried again. */
  trouble: string | null;
};

export type Saver = {
  decide(decisions: NewDecision[]): void;
  undo(): void;
  redo(): void;
  retryNow(): void;
  state(): SaverState;
  waiting(): readonly Waiting[];
  subscribe(listener: () => void): () => void;
};

export type SaverParts = {
  send(waiting: Waiting): Promise<Done>;
  onSaved(done: Done, waiting: Waiting): void;
  onRefused(problem: ServerProblem, waiting: Waiting): void;
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;
  /** Which library it is: what is left of another one is nothing to this. */
  library: string;
  /** Calls back after so many milliseconds. */
  later(callback: () => void, milliseconds: number): void;
};

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** Once winnow was started again a page is not known any more, until its new address is opened in the same browser. */
const NOT_LET_IN = 401;

export function createSaver(parts: SaverParts): Saver {
  const left = leftBehind(parts.storage, `winnow.unsaved.${parts.library}.`);
  const stored = `winnow.unsaved.${parts.library}.${newKey()}`; // a name of its own: other tabs have theirs
  let queue: readonly Waiting[] = left.flatMap((name) => restored(parts.storage, name));
  let trouble: string | null = null;
  let sending = false;
  let pause = FIRST_PAUSE_MS;
  let shown: SaverState = { waiting: queue.length, trouble };
  const listeners = new Set<() => void>();

  function changed(next: readonly Waiting[], why: string | null): void {
    queue = next;
    trouble = why;
    shown = { waiting: queue.length, trouble };
    keep();
    for (const listener of listeners) listener();
  }

  function keep(): void {
    try {
      if (queue.length > 0) parts.storage.setItem(stored, JSON.stringify(queue));
      else parts.storage.removeItem(stored);
    } catch {
      // The storage is full: what waits is sent all the same, and is lost only with the page.
    }
  }

  function add(waiting: Waiting): void {
    changed([...queue, waiting], trouble);
    void pump();
  }

  async function pump(): Promise<void> {
    const first = queue[0];
    if (sending || first === undefined) return;
    sending = true;
    try {
      const done = await parts.send(first);
      pause = FIRST_PAUSE_MS;
      changed(queue.slice(1), null);
      parts.onSaved(done, first);
    } catch (cause) {
      const problem = asProblem(cause);
      if (problem.mayPass || problem.status === NOT_LET_IN) {
        changed(queue, problem.message);
        parts.later(() => void pump(), pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
        return;
      }
      changed(withoutStepsOn(first, queue.slice(1)), null);
      parts.onRefused(problem, first);
    } finally {
      sending = false;
    }
    void pump();
  }

  if (queue.length > 0) changed(queue, null);
  for (const name of left) parts.storage.removeItem(name);
  void pump();
  return {
    decide: (decisions) => add({ kind: "decide", key: newKey(), decisions }),
    undo: () => add({ kind: "undo", key: newKey() }),
    redo: () => add({ kind: "redo", key: newKey() }),
    retryNow: () => void pump(),
    state: () => shown,
    waiting: () => queue,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * What waits behind a decision that was refused: without its undo, which would take back another decision, nor the redo
 * of that.
 */
function withoutStepsOn(refused: Waiting, rest: readonly Waiting[]): readonly Waiting[] {
  if (refused.kind !== "decide") return rest;
  const steps = rest.findIndex(({ kind }, place) => kind !== (place % 2 === 0 ? "undo" : "redo"));
  return steps < 0 ? [] : rest.slice(steps);
}

/** A name that nothing else has. `crypto.randomUUID` is not there on a page that came to another machine without https. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/** The names under which pages that were closed, or still are open, keep what they have not saved. */
function leftBehind(storage: SaverParts["storage"], prefix: string): string[] {
  const names = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? "");
  return names.filter((name) => name.startsWith(prefix)).sort();
}

function restored(storage: SaverParts["storage"], name: string): readonly Waiting[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(name) ?? "[]");
    return Array.isArray(kept) ? (kept as Waiting[]) : [];
  } catch {
    return [];
  }
}

function asProblem(cause: unknown): ServerProblem {
  return cause instanceof ServerProblem
    ? cause
    : new ServerProblem(0, "winnow cannot be reached.", String(cause));
}
