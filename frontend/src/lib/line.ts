/**
 * One connection to the server for all tabs of a browser: it allows six to a server, and a stream takes one for good.
 *
 *     a lock that one tab has  → that tab connects; what it hears it tells the others, over a channel
 *     it is closed, or frozen  → the lock is the next tab's; once connected, all fetch anew what they may have missed
 *     it is mute: some browsers put a tab to sleep without a word → a tab that is looked at takes the lock from it
 *     the browser lacks locks, as on a page from another machine without https → each has a connection of its own
 */

type Source = Pick<EventSource, "addEventListener" | "close" | "readyState">;

export type LineParts = {
  /** The events that are told. */
  names: readonly string[];
  heard(name: string, data: string): void;
  /** Something may have happened while nobody listened. */
  missed(): void;
  connect(): Source;
  locks: Pick<LockManager, "request"> | undefined;
  channel: (() => BroadcastChannel) | undefined;
};

/** What tabs tell one another. */
type Word = { name: string; data: string } | "opened" | "anybody?" | "here";

/** How the lock is asked for: only if nobody has or wants it; after the others; from whoever has it. */
type How = "at once" | "in turn" | "now";

const LOCK = "winnow.events";
const CLOSED = 2; // by a server that would not: the browser does not try that again
const AGAIN_MS = 15_000;
const ASK_MS = 20_000;
const ANSWER_MS = 2_000;

/** Hear what the server tells, until the function that is returned is called. */
export function joinLine(parts: LineParts): () => void {
  const others = parts.locks && parts.channel?.();
  const locks = others && parts.locks;
  let place: AbortController | undefined;
  let line: Source | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;

  function tellOthers(word: Word): void {
    others?.postMessage(word);
  }

  async function stand(how: How, left: AbortSignal): Promise<void> {
    for (let next = how; !left.aborted; next = "in turn") {
      let own: Source | undefined;
      const lead = async () => {
        if (left.aborted) return false;
        clearTimeout(silence);
        own = line = parts.connect();
        return useless(own, left, next !== "at once");
      };
      const refused = await inLock(next, left, lead).catch(isNoAbort);
      own?.close();
      if (line === own) line = undefined;
      if (refused) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }

  async function inLock(how: How, left: AbortSignal, lead: () => Promise<boolean>): Promise<boolean> {
    if (locks === undefined) return lead();
    if (how === "in turn") return locks.request(LOCK, { signal: left }, lead);
    if (how === "now") return locks.request(LOCK, { steal: true }, lead);
    return locks.request(LOCK, { ifAvailable: true }, async (lock) => lock !== null && lead());
  }

  /** Waits until nothing will come any more; whether that is the server's doing. */
  function useless(source: Source, left: AbortSignal, late: boolean): Promise<boolean> {
    return new Promise((resolve) => {
      let wasAway = late;
      for (const name of parts.names) {
        source.addEventListener(name, ({ data }: MessageEvent<string>) => {
          tellOthers({ name, data });
          parts.heard(name, data);
        });
      }
      source.addEventListener("open", () => {
        tellOthers("opened");
        if (wasAway) parts.missed();
        wasAway = true; // opened again, it was lost meanwhile
      });
      source.addEventListener("error", () => source.readyState === CLOSED && resolve(true));
      left.addEventListener("abort", () => resolve(false));
    });
  }

  function hear({ data: word }: MessageEvent<Word>): void {
    if (word === "anybody?") {
      if (line) tellOthers("here");
      return;
    }
    clearTimeout(silence);
    if (word === "opened") parts.missed();
    else if (word !== "here") parts.heard(word.name, word.data);
  }

  function ask(): void {
    if (!others || !place || line || document.hidden) return;
    clearTimeout(silence);
    silence = setTimeout(() => join("now"), ANSWER_MS);
    tellOthers("anybody?");
  }

  function join(how: How): void {
    place?.abort();
    place = new AbortController();
    void stand(how, place.signal);
    ask();
  }
  function leave(): void {
    place?.abort();
    place = undefined;
    clearTimeout(silence);
  }
  function comeBack(): void {
    if (place) return;
    join("at once");
    parts.missed();
  }

  if (others) others.onmessage = hear;
  const asking = setInterval(ask, ASK_MS);
  const forgets = [
    on(document, "visibilitychange", ask),
    on(document, "freeze", leave),
    on(document, "resume", comeBack),
    on(window, "pagehide", leave),
    on(window, "pageshow", comeBack),
  ];
  join("at once");
  return () => {
    leave();
    clearInterval(asking);
    for (const forget of forgets) forget();
    others?.close();
  };
}

/** Not that the lock was taken away, nor that we left. */
function isNoAbort(cause: unknown): boolean {
  return !(cause instanceof DOMException && cause.name === "AbortError");
}

function on(target: EventTarget, event: string, listener: () => void): () => void {
  target.addEventListener(event, listener);
  return () => target.removeEventListener(event, listener);
}
