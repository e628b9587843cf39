import { describe, expect, it } from "vitest";
import { group } from "../../test/photos";
import {
  absorb,
  broughtBack,
  chosen,
  merged,
  nextWaiting,
  replaced,
  step,
  successor,
  take,
  without,
} from "./list";

const ids = (list: readonly { id: string }[]) => list.map((each) => each.id).join(" ");
const a = group("a", [1, 2]);
const b = group("b", [3, 4]);
const c = group("c", [5, 6]);
const nothing: ReadonlySet<string> = new Set();

describe("taking in what the server lists", () => {
  it("adds the next page at the end", () => {
    expect(ids(absorb([a, b], [a, b, c], nothing))).toBe("a b c");
  });

  it("keeps its order and takes over what changed", () => {
    const list = absorb([a, b], [{ ...b, waiting: false }, a], nothing);
    expect(ids(list)).toBe("a b");
    expect(list[1]?.waiting).toBe(false);
  });

  it("puts a new group behind the one that it follows", () => {
    expect(ids(absorb([a, c], [a, b, c], nothing))).toBe("a b c");
    expect(ids(absorb([b, c], [a, b, c], nothing))).toBe("a b c");
  });

  it("keeps what was decided here, and drops what is gone", () => {
    expect(ids(absorb([a, b, c], [c], new Set(["a"])))).toBe("a c");
  });
});

describe("showing what an act changed", () => {
  it("replaces a group that is the same", () => {
    expect(take([a, b], [{ ...a, waiting: false }])[0]?.waiting).toBe(false);
  });

  it("gives the place of two merged groups to the one that they became", () => {
    expect(ids(take([a, b, c], [group("x", [1, 2, 3, 4])]))).toBe("x c");
  });

  it("gives the place of a split group to its parts", () => {
    const wide = group("w", [1, 2, 3, 4]);
    expect(ids(take([wide, c], [a, b]))).toBe("a b c");
  });

  it("keeps a group that lost a photo to a new one", () => {
    const wide = group("w", [1, 2, 3, 4]);
    expect(ids(take([wide, c], [group("w", [1, 2]), b]))).toBe("w c");
  });

  it("passes over scenes and the copies inside a burst", () => {
    const scene = group("s", [1, 2, 3, 4], { kind: "scene" });
    const copies = group("k", [1, 2], { kind: "copy" });
    expect(ids(take([a, b], [scene, copies, { ...a, waiting: false }]))).toBe("a b");
  });

  it("passes over what is not listed", () => {
    expect(ids(take([a], [c]))).toBe("a");
  });
});

describe("showing at once what is decided", () => {
  it("knows the person's keeper", () => {
    expect(chosen(a, 2)).toMatchObject({ chosen: [2], sure: true, reasons: ["your choice"] });
  });

  it("shows two groups as one burst, or as one panorama", () => {
    expect(merged({ ...a, kind: "copy" }, b)).toMatchObject({ kind: "burst", margin: 0 });
    expect(merged({ ...a, kind: "panorama" }, { ...b, kind: "panorama" }).kind).toBe("panorama");
    expect(merged(a, b).members.map((photo) => photo.id)).toEqual([1, 2, 3, 4]);
  });

  it("drops a group of which one photo is left", () => {
    expect(without(a, [1])).toBeNull();
    expect(without(group("w", [1, 2, 3], { chosen: [1] }), [1])).toMatchObject({ chosen: [] });
    expect(ids(replaced([a, b], "a", null))).toBe("b");
  });
});

describe("going from group to group", () => {
  it("stops at the ends", () => {
    expect(step([a, b, c], "a", 1)).toBe(b);
    expect(step([a, b, c], "c", 1)).toBe(c);
    expect(step([a, b, c], "a", -1)).toBe(a);
    expect(step([a, b, c], "unknown", 1)).toBe(a);
    expect(step([], "a", 1)).toBeUndefined();
  });

  it("finds the next that waits, and at the end one that was passed over", () => {
    const done = { ...b, waiting: false };
    expect(nextWaiting([a, done, c], "a")).toBe(c);
    expect(nextWaiting([a, done, c], "c")).toBe(a);
    expect(nextWaiting([done], "b")).toBeUndefined();
    expect(nextWaiting([a], "a")).toBeUndefined();
  });

  it("goes back to what an undo changed, or stays with it", () => {
    expect(broughtBack([a, b, c], [b, c], "a").back).toBe(b);
    expect(broughtBack([a, b, c], [b, c], "c").back).toBe(c);
  });

  it("goes back to what was not listed, before the one that is shown", () => {
    const scene = group("s", [1, 2, 3, 4], { kind: "scene" });
    const found = broughtBack([b, c], [a, scene], "c");
    expect([ids(found.list), found.back]).toEqual(["b a c", a]);
    expect(broughtBack([], [a], undefined)).toEqual({ list: [a], back: a });
    expect(broughtBack([b], [], "b")).toEqual({ list: [b], back: undefined });
  });
});

it("finds what became of a group that is gone", () => {
  expect(successor([b, group("x", [2, 9])], a)?.id).toBe("x");
  expect(successor([b], a)).toBeUndefined();
});
