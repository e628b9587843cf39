import { afterEach, describe, expect, it } from "vitest";
import type { Mark, NewDecision } from "../api/types";
import { decided, forgetMarks, markOf, NO_MARK, showChanges, showDecisions } from "./marks";

function decision(verb: NewDecision["verb"], value: string | null = null): NewDecision {
  return { verb, photos: [1], others: [], value, why: "" };
}

const PHOTO = { id: 1, mark: { verdict: null, stars: 3, label: null } as Mark };

afterEach(() => forgetMarks());

describe("a decision", () => {
  it.each([
    ["keep", null, { verdict: "kept" }],
    ["reject", null, { verdict: "rejected" }],
    ["unmark", null, { verdict: null }],
    ["star", "4", { stars: 4 }],
    ["label", "red", { label: "red" }],
    ["label", null, { label: null }],
    ["together", "burst", {}],
  ] as const)("to %s %s changes only what it is about", (verb, value, change) => {
    expect(decided(PHOTO.mark, decision(verb, value))).toEqual({ ...PHOTO.mark, ...change });
  });
});

describe("what is shown", () => {
  it("is what the server said, until something is decided", () => {
    expect(markOf(PHOTO)).toEqual(PHOTO.mark);
    showDecisions([decision("keep"), decision("star", "5")]);
    expect(markOf(PHOTO)).toEqual({ verdict: "kept", stars: 5, label: null });
  });

  it("is what the server says of an act, under what still waits", () => {
    showDecisions([decision("keep"), decision("label", "blue")]);
    const after: Mark = { ...NO_MARK, verdict: "kept" };
    showChanges([{ photo: 1, before: PHOTO.mark, after }], [decision("label", "blue")]);
    expect(markOf(PHOTO)).toEqual({ verdict: "kept", stars: 0, label: "blue" });
  });

  it("is the server's again after what was refused is forgotten, but for what waits", () => {
    showDecisions([decision("reject")]);
    forgetMarks([decision("star", "1")]);
    expect(markOf(PHOTO)).toEqual({ verdict: null, stars: 1, label: null });
  });
});
