import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { joinLine, type LineParts } from "./line";

type Lead = (lock: Lock | null) => Promise<unknown>;
type Asking = { lead: Lead; settle: (value: unknown) => void; lose: (why: DOMException) => void };

/** The one lock that tabs of a browser ask for, as the Web Locks API has it. */
class Locks {
  private holder: Asking | undefined;
  private queue: Asking[] = [];

  request = ((_name: string, options: LockOptions, lead: Lead) => {
    if (options.ifAvailable && this.holder) return lead(null);
    return new Promise<unknown>((settle, lose) => {
      const asking = { lead, settle, lose };
      if (options.steal) this.take(asking);
      else this.queue.push(asking);
      options.signal?.addEventListener("abort", () => this.leave(asking));
      this.grant();
    });
  }) as LockManager["request"];

  private take(asking: Asking): void {
    this.holder?.lose(new DOMException("Stolen.", "AbortError"));
    this.holder = undefined;
    this.queue.unshift(asking);
  }

  private leave(asking: Asking): void {
    if (!this.queue.includes(asking)) return;
    this.queue = this.queue.filter((each) => each !== asking);
    asking.lose(new DOMException("Left.", "AbortError"));
  }

  private grant(): void {
    const next = this.holder ? undefined : this.queue.shift();
    if (!next) return;
    this.holder = next;
    void next.lead({} as Lock).then((value) => {
      if (this.holder !== next) return;
      this.holder = undefined;
      next.settle(value);
      this.grant();
    });
  }
}

/** The channels of one browser: what is posted to one, the others hear. */
function hub() {
  const all = new Set<BroadcastChannel>();
  return () => {
    const own = {
      onmessage: null as ((event: MessageEvent) => void) | null,
      postMessage(data: unknown) {
        for (const other of all)
          if (other !== own) (other as typeof own).onmessage?.({ data } as MessageEvent);
      },
      close: () => all.delete(own),
    } as unknown as BroadcastChannel;
    all.add(own);
    return own;
  };
}

class Source extends EventTarget {
  readyState = 0;
  close() {
    this.readyState = 2;
  }
  tell(name: string, data: string) {
    this.dispatchEvent(new MessageEvent(name, { data }));
  }
  open() {
    this.dispatchEvent(new Event("open"));
  }
  refuse() {
    this.readyState = 2;
    this.dispatchEvent(new Event("error"));
  }
}

/** A browser whose tabs are opened one by one; every connection that any of them made is in `sources`. */
function browser(able = true) {
  const locks = new Locks();
  const channel = hub();
  const sources: Source[] = [];
  function tab() {
    const heard: string[] = [];
    const parts: LineParts = {
      names: ["library"],
      heard: (name, data) => heard.push(`${name} ${data}`),
      missed: () => heard.push("missed"),
      connect() {
        const source = new Source();
        sources.push(source);
        return source as unknown as EventSource;
      },
      locks: able ? locks : undefined,
      channel: able ? channel : undefined,
    };
    return { heard, close: joinLine(parts) };
  }
  return { locks, sources, tab, last: () => sources.at(-1) as Source };
}

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

const joined: (() => void)[] = [];
function open<T extends { close: () => void }>(tab: T): T {
  joined.push(tab.close);
  return tab;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const close of joined.splice(0)) close();
  vi.useRealTimers();
});

describe("the line that tabs share", () => {
  it("is one connection, and every tab hears what it tells", async () => {
    const { tab, sources, last } = browser();
    const tabs = [1, 2, 3].map(() => open(tab()));
    await settle();
    expect(sources).toHaveLength(1);
    last().tell("library", "2");
    expect(tabs.map(({ heard }) => heard)).toEqual([["library 2"], ["library 2"], ["library 2"]]);
  });

  it("has a page that was just loaded fetch nothing twice", async () => {
    const { tab, last } = browser();
    const one = open(tab());
    await settle();
    last().open();
    expect(one.heard).toEqual([]);
  });

  it("goes to the next tab when one is closed, and all fetch what they may have missed", async () => {
    const { tab, sources, last } = browser();
    const [first, second, third] = [tab(), open(tab()), open(tab())];
    await settle();
    first.close();
    await settle();
    expect(sources.map(({ readyState }) => readyState)).toEqual([2, 0]);
    last().open();
    last().tell("library", "3");
    expect(second.heard).toEqual(["missed", "library 3"]);
    expect(third.heard).toEqual(["missed", "library 3"]);
  });

  it("has all fetch anew once a lost connection is there again", async () => {
    const { tab, last } = browser();
    const tabs = [open(tab()), open(tab())];
    await settle();
    last().open();
    const before = tabs.map(({ heard }) => heard.splice(0).length);
    last().open();
    expect(before).toEqual([0, 1]); // the second may have been there before the connection
    expect(tabs.map(({ heard }) => heard)).toEqual([["missed"], ["missed"]]);
  });

  it("is left by a page that is frozen, which fetches anew when it is back", async () => {
    const { tab, sources } = browser();
    const one = open(tab());
    await settle();
    document.dispatchEvent(new Event("freeze"));
    await settle();
    expect(sources.map(({ readyState }) => readyState)).toEqual([2]);
    document.dispatchEvent(new Event("resume"));
    await settle();
    expect(sources.map(({ readyState }) => readyState)).toEqual([2, 0]);
    expect(one.heard).toEqual(["missed"]);
  });

  it("is taken from a tab that sleeps, by one that is looked at", async () => {
    const { tab, sources, locks, last } = browser();
    const asleep = locks.request("winnow.events", {}, () => new Promise(() => {})); // and it answers nothing
    asleep.catch(() => {});
    const one = open(tab());
    await settle();
    expect(sources).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(sources).toHaveLength(1);
    last().open();
    expect(one.heard).toEqual(["missed"]);
  });

  it("stays where it is as long as the tab that has it answers", async () => {
    const { tab, sources } = browser();
    open(tab());
    open(tab());
    await vi.advanceTimersByTimeAsync(120_000);
    expect(sources).toHaveLength(1);
  });

  it("is tried again by and by where the server would not", async () => {
    const { tab, sources, last } = browser();
    const one = open(tab());
    await settle();
    last().refuse();
    await vi.advanceTimersByTimeAsync(14_000);
    expect(sources).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sources).toHaveLength(2);
    last().open();
    expect(one.heard).toEqual(["missed"]);
  });

  it("is each tab's own where the browser has no locks", async () => {
    const { tab, sources, last } = browser(false);
    const tabs = [open(tab()), open(tab())];
    await settle();
    expect(sources).toHaveLength(2);
    last().tell("library", "2");
    expect(tabs.map(({ heard }) => heard)).toEqual([[], ["library 2"]]);
  });
});
