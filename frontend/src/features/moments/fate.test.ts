import { describe, expect, it } from "vitest";
import { group, marked } from "../../test/photos";
import { acceptance, choose, fates, keepAll, keepersOf, merge, notTheSame, splitOff } from "./fate";

const none = marked({});
const said = (decisions: ReturnType<typeof acceptance>) =>
  decisions.map(({ verb, photos, others, value }) => [verb, photos, others, value]);

describe("accepting", () => {
  it("keeps the suggested keeper and rejects the others, in one act", () => {
    expect(said(acceptance(group("a", [3, 1, 2]), none))).toEqual([
      ["keep", [3], [], null],
      ["reject", [1, 2], [], null],
    ]);
  });

  it("keeps the person's own keeper instead", () => {
    expect(said(acceptance(group("a", [3, 1, 2], { chosen: [2] }), none))).toEqual([
      ["keep", [2], [], null],
      ["reject", [3, 1], [], null],
    ]);
  });

  it("leaves what was said and says the rest", () => {
    const marks = marked({ 1: { verdict: "kept" }, 2: { verdict: "rejected" } });
    expect(said(acceptance(group("a", [3, 1, 2, 4]), marks))).toEqual([
      ["keep", [3], [], null],
      ["reject", [4], [], null],
    ]);
  });

  it("says nothing where all was said", () => {
    const marks = marked({ 1: { verdict: "kept" }, 2: { verdict: "rejected" } });
    expect(acceptance(group("a", [1, 2]), marks)).toEqual([]);
  });

  it("rejects no photo with stars", () => {
    expect(said(acceptance(group("a", [1, 2, 3]), marked({ 3: { stars: 4 } })))).toEqual([
      ["keep", [1, 3], [], null],
      ["reject", [2], [], null],
    ]);
  });

  it("keeps the next best where the best was rejected and nothing else is kept", () => {
    expect(said(acceptance(group("a", [1, 2, 3]), marked({ 1: { verdict: "rejected" } })))).toEqual([
      ["keep", [2], [], null],
      ["reject", [3], [], null],
    ]);
  });

  it("keeps no further photo where the best was rejected and another kept", () => {
    const marks = marked({ 1: { verdict: "rejected" }, 3: { verdict: "kept" } });
    expect(said(acceptance(group("a", [1, 2, 3]), marks))).toEqual([["reject", [2], [], null]]);
    expect(keepersOf(group("a", [1, 2, 3]), marks)).toEqual([3]);
  });

  it.each(["bracket", "panorama"] as const)("keeps a %s whole", (kind) => {
    expect(said(acceptance(group("a", [1, 2, 3], { kind }), none))).toEqual([["keep", [1, 2, 3], [], null]]);
  });

  it("keeps all of a group of which all were to be kept", () => {
    expect(said(acceptance(group("a", [1, 2], { keep_all: true }), none))).toEqual([
      ["keep", [1, 2], [], null],
    ]);
  });

  it("never leaves a group with nothing kept, whatever was said, unless all of it was rejected", () => {
    const verdicts = [null, "kept", "rejected"] as const;
    for (const a of verdicts) {
      for (const b of verdicts) {
        for (const c of verdicts) {
          const marks = marked({ 1: { verdict: a }, 2: { verdict: b }, 3: { verdict: c } });
          const all = [...fates(group("a", [1, 2, 3]), marks).values()];
          const isLost = all.every((fate) => fate.verdict === "rejected");
          expect(isLost).toBe([a, b, c].every((verdict) => verdict === "rejected"));
        }
      }
    }
  });
});

describe("choosing another keeper", () => {
  it("prefers it to the others, keeps it and rejects them", () => {
    expect(said(choose(group("a", [3, 1, 2]), 1, none))).toEqual([
      ["keeper", [1], [3, 2], null],
      ["keep", [1], [], null],
      ["reject", [3, 2], [], null],
    ]);
  });

  it("turns round what was accepted", () => {
    const accepted = marked({
      3: { verdict: "kept" },
      1: { verdict: "rejected" },
      2: { verdict: "rejected" },
    });
    expect(said(choose(group("a", [3, 1, 2]), 1, accepted))).toEqual([
      ["keeper", [1], [3, 2], null],
      ["keep", [1], [], null],
      ["reject", [3], [], null],
    ]);
  });

  it("leaves what was kept beside the keeper, and what has stars", () => {
    const several = marked({ 2: { verdict: "kept" }, 4: { stars: 3 } });
    expect(said(choose(group("a", [3, 1, 2, 4]), 1, several)).at(-1)).toEqual(["reject", [3], [], null]);
  });

  it("rejects the others where all were kept together, and nothing of a bracket", () => {
    const all = marked({ 1: { verdict: "kept" }, 2: { verdict: "kept" } });
    expect(said(choose(group("a", [1, 2], { keep_all: true }), 2, all)).at(-1)).toEqual([
      "reject",
      [1],
      [],
      null,
    ]);
    expect(said(choose(group("a", [1, 2], { kind: "bracket" }), 2, none))).toEqual([
      ["keeper", [2], [1], null],
      ["keep", [1, 2], [], null],
    ]);
  });

  it("says nothing of what was said already", () => {
    const marks = marked({ 3: { verdict: "kept" }, 1: { verdict: "rejected" } });
    expect(choose(group("a", [3, 1], { chosen: [3] }), 3, marks)).toEqual([]);
    expect(said(choose(group("a", [3, 1], { chosen: [3] }), 3, none))).toEqual([
      ["keep", [3], [], null],
      ["reject", [1], [], null],
    ]);
  });
});

describe("the shape of groups", () => {
  it("keeps all", () => {
    expect(said(keepAll(group("a", [1, 2])))).toEqual([["keep-all", [1, 2], [], null]]);
  });

  it("makes one moment of two", () => {
    expect(said(merge(group("a", [1, 2]), group("b", [3, 4], { kind: "copy" })))).toEqual([
      ["together", [1, 2, 3, 4], [], "burst"],
    ]);
  });

  it("makes one panorama of two", () => {
    const merged = merge(group("a", [1, 2], { kind: "panorama" }), group("b", [3, 4], { kind: "panorama" }));
    expect(said(merged)).toEqual([["together", [1, 2, 3, 4], [], "panorama"]]);
  });

  it("splits some off the rest, as another moment even where they are copies", () => {
    expect(said(splitOff(group("a", [1, 2, 3], { kind: "copy" }), [2]))).toEqual([
      ["apart", [2], [1, 3], "burst"],
    ]);
  });

  it("splits nothing off where nothing would be left", () => {
    expect(splitOff(group("a", [1, 2]), [1, 2])).toEqual([]);
    expect(splitOff(group("a", [1, 2]), [])).toEqual([]);
  });

  it("tells two copies apart as copies", () => {
    expect(said(notTheSame(group("a", [1, 2, 3], { kind: "copy" }), 1, 2))).toEqual([
      ["apart", [1], [2], "copy"],
    ]);
  });
});
