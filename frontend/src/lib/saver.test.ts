import { describe, expect, it, vi } from "vitest";
import { ServerProblem } from "../api/client";
import type { Done, NewDecision } from "../api/types";
import { NOTHING_DONE } from "../test/photos";
import { createSaver, type SaverParts, type Waiting } from "./saver";

const KEEP: NewDecision = { verb: "keep", photos: [1], others: [], value: null, why: "" };
const REJECT: NewDecision = { verb: "reject", photos: [2], others: [], value: null, why: "" };
const DONE: Done = { ...NOTHING_DONE, revision: "1" };

/** A server that answers when the test says so, and a clock that the test winds. */
function stage(storage = new Map<string, string>(), library = "trip") {
  const asked: { waiting: Waiting; save: () => void; fail: (problem: unknown) => void }[] = [];
  const alarms: { callback: () => void; milliseconds: number }[] = [];
  const parts: SaverParts = {
    send: (waiting) =>
      new Promise((resolve, reject) => asked.push({ waiting, save: () => resolve(DONE), fail: reject })),
    onSaved: vi.fn(),
    onRefused: vi.fn(),
    storage: {
      getItem: (name) => storage.get(name) ?? null,
      setItem: (name, value) => void storage.set(name, value),
      removeItem: (name) => void storage.delete(name),
      key: (at) => [...storage.keys()][at] ?? null,
      get length() {
        return storage.size;
      },
    },
    library,
    later: (callback, milliseconds) => void alarms.push({ callback, milliseconds }),
  };
  return { saver: createSaver(parts), parts, asked, alarms, storage };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

const away = () => new ServerProblem(0, "winnow cannot be reached.", "");

describe("saving", () => {
  it("sends at once, and tells when it is saved", async () => {
    const { saver, parts, asked } = stage();
    saver.decide([KEEP]);
    expect(saver.state()).toEqual({ waiting: 1, trouble: null });
    asked[0]?.save();
    await settle();
    expect(saver.state()).toEqual({ waiting: 0, trouble: null });
    expect(parts.onSaved).toHaveBeenCalledTimes(1);
  });

  it("sends in order, one after the other", async () => {
    const { saver, asked } = stage();
    saver.decide([KEEP]);
    saver.decide([REJECT]);
    saver.undo();
    expect(asked.map(({ waiting }) => waiting.kind)).toEqual(["decide"]);
    asked[0]?.save();
    await settle();
    asked[1]?.save();
    await settle();
    expect(asked.map(({ waiting }) => waiting.kind)).toEqual(["decide", "decide", "undo"]);
  });

  it("tries again with the same key while the server is away, and says why it waits", async () => {
    const { saver, asked, alarms } = stage();
    saver.decide([KEEP]);
    asked[0]?.fail(away());
    await settle();
    expect(saver.state().trouble).toMatch(/cannot be reached/);
    expect(saver.state().waiting).toBe(1);
    alarms[0]?.callback();
    await settle();
    expect(asked[1]?.waiting.key).toBe(asked[0]?.waiting.key);
    asked[1]?.save();
    await settle();
    expect(saver.state()).toEqual({ waiting: 0, trouble: null });
  });

  it("loses nothing when winnow was started again and does not know the page", async () => {
    const { saver, parts, asked, alarms } = stage();
    saver.decide([KEEP]);
    asked[0]?.fail(new ServerProblem(401, "Unauthorized", "Open the address that winnow review printed."));
    await settle();
    expect(parts.onRefused).not.toHaveBeenCalled();
    expect(saver.state()).toMatchObject({ waiting: 1, trouble: expect.stringMatching(/Open the address/) });
    alarms[0]?.callback();
    await settle();
    expect(asked[1]?.waiting.key).toBe(asked[0]?.waiting.key);
  });

  it("names each act anew, also on a page that came without https", () => {
    vi.stubGlobal("crypto", { getRandomValues: crypto.getRandomValues.bind(crypto) });
    const { saver } = stage();
    saver.decide([KEEP]);
    saver.undo();
    const keys = saver.waiting().map(({ key }) => key);
    vi.unstubAllGlobals();
    expect(new Set(keys).size).toBe(2);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
  });

  it("waits longer from time to time, and not for ever", async () => {
    const { saver, asked, alarms } = stage();
    saver.decide([KEEP]);
    for (let turn = 0; turn < 9; turn += 1) {
      asked[turn]?.fail(away());
      await settle();
      alarms[turn]?.callback();
      await settle();
    }
    const pauses = alarms.map(({ milliseconds }) => milliseconds);
    expect(pauses).toEqual(pauses.toSorted((one, other) => one - other));
    expect(Math.max(...pauses)).toBe(15_000);
  });

  it("tells of what is refused, and goes on with the next", async () => {
    const { saver, parts, asked } = stage();
    saver.decide([KEEP]);
    saver.decide([REJECT]);
    asked[0]?.fail(new ServerProblem(422, "No.", ""));
    await settle();
    expect(parts.onRefused).toHaveBeenCalledTimes(1);
    asked[1]?.save();
    await settle();
    expect(saver.state().waiting).toBe(0);
  });

  it("takes back no other decision in the place of one that was refused", async () => {
    const { saver, asked } = stage();
    saver.decide([KEEP]);
    saver.undo();
    saver.redo();
    saver.undo();
    saver.decide([REJECT]);
    saver.undo();
    asked[0]?.fail(new ServerProblem(404, "There is no such photo.", ""));
    await settle();
    expect(saver.waiting().map(({ kind }) => kind)).toEqual(["decide", "undo"]);
    expect(asked[1]?.waiting).toMatchObject({ decisions: [REJECT] });
  });

  it("outlives a reload: what was not saved is sent by the next page, under the same key", async () => {
    const first = stage();
    first.saver.decide([KEEP]);
    const second = stage(first.storage);
    expect(second.saver.state().waiting).toBe(1);
    expect(second.asked[0]?.waiting).toEqual(first.asked[0]?.waiting);
    second.asked[0]?.save();
    await settle();
    expect(second.storage.size).toBe(0);
  });

  it("sends what there is no room to keep all the same", async () => {
    const full = new Map<string, string>();
    full.set = () => {
      throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    };
    const { saver, parts, asked } = stage(full);
    saver.decide([KEEP]);
    saver.decide([REJECT]);
    asked[0]?.save();
    await settle();
    asked[1]?.save();
    await settle();
    expect(parts.onSaved).toHaveBeenCalledTimes(2);
    expect(saver.state()).toEqual({ waiting: 0, trouble: null });
  });

  it("begins anew where the storage holds nonsense", () => {
    expect(stage(new Map([["winnow.unsaved.trip.1", "{"]])).saver.state().waiting).toBe(0);
  });

  it("leaves what waits for another library to that one", async () => {
    const first = stage();
    first.saver.decide([KEEP]);
    const other = stage(first.storage, "wedding");
    expect(other.asked).toHaveLength(0);
    expect(stage(first.storage).saver.state().waiting).toBe(1);
  });

  it("keeps what two tabs have not saved apart", () => {
    const storage = new Map<string, string>();
    const [one, two] = [stage(storage), stage(storage)];
    one.saver.decide([KEEP]);
    two.saver.decide([REJECT]);
    expect(
      stage(storage)
        .saver.waiting()
        .map((each) => each.kind === "decide" && each.decisions[0]?.verb)
        .sort(),
    ).toEqual(["keep", "reject"]);
  });

  it("tries again while another program has the library", async () => {
    const { saver, parts, asked, alarms } = stage();
    saver.decide([KEEP]);
    asked[0]?.fail(new ServerProblem(409, "Busy.", "", "urn:winnow:library-busy"));
    await settle();
    expect(parts.onRefused).not.toHaveBeenCalled();
    expect(alarms).toHaveLength(1);
  });
});
