/**
 * Whether the server can be reached, and the library that it serves.
 *
 *     a picture or an answer does not come → the server is asked for a sign of life
 *     it gives none, or does not let us in → away: asked again every few seconds, until anything is heard of it
 *     it misses the library's disk         → away likewise, until it has found it
 *     it is back                           → who waited for it asks again for what did not come
 */
import { useSyncExternalStore } from "react";

/**
 * Not there; or started anew, so that it does not know this page until its new address is opened in this browser; or
 * there, without the disk that holds the library.
 */
export type Away = "gone" | "locked" | "unplugged";

export type Reach = {
  away: Away | null;
  /** How often it came back: another number is a reason to ask again. */
  returns: number;
};

const ADDRESS = "/api/v1/library"; // small, and not let out of the fence
const AGAIN_MS = 3_000;
const NOT_LET_IN = 401;
const UNAVAILABLE = 503;

/** The problem of a library whose disk, most likely, was taken away. */
export const NO_LIBRARY = "urn:winnow:library-unavailable";

let reach: Reach = { away: null, returns: 0 };
let asking: Promise<Away | null> | null = null;
let again: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

/** The server answered something; that says nothing of the disk. */
export function heardOfServer(): void {
  if (reach.away !== "unplugged") found(null);
}

/** Ask for a sign of life; whether the server is away. */
export function lookForServer(): Promise<Away | null> {
  asking ??= signOfLife().then((away) => {
    asking = null;
    found(away);
    return away;
  });
  return asking;
}

export function useReach(): Reach {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => reach,
  );
}

async function signOfLife(): Promise<Away | null> {
  try {
    const answer = await fetch(new Request(new URL(ADDRESS, location.origin), { cache: "no-store" }));
    if (answer.status === NOT_LET_IN) return "locked";
    return answer.status === UNAVAILABLE && (await isOfNoLibrary(answer)) ? "unplugged" : null;
  } catch {
    return "gone";
  }
}

async function isOfNoLibrary(answer: Response): Promise<boolean> {
  const problem: { type?: string } = await answer.json().catch(() => ({}));
  return problem.type === NO_LIBRARY;
}

function found(away: Away | null): void {
  clearTimeout(again);
  if (away !== null) again = setTimeout(() => void lookForServer(), AGAIN_MS);
  if (away === reach.away) return;
  reach = { away, returns: reach.returns + (away === null ? 1 : 0) };
  for (const listener of listeners) listener();
}
