import { describe, expect, it } from "vitest";
import { group, marked } from "../../test/photos";
import { acceptance } from "./fate";
import { apartOf, certaintyOf, deedOf, progressOf, titleOf } from "./words";

describe("how sure a suggestion is", () => {
  it("is a close call or not, and in how many of 100 cases the keeper is preferred", () => {
    expect(certaintyOf(group("a", [1, 2], { margin: 0.7, sure: true }))).toEqual({
      words: "Sure",
      share: 85,
    });
    expect(certaintyOf(group("a", [1, 2], { margin: 0.1, sure: false }))).toEqual({
      words: "Close call",
      share: 55,
    });
  });

  it("is not asked where nothing is chosen between", () => {
    expect(certaintyOf(group("a", [1, 2], { kind: "panorama" })).words).toBe("Kept whole");
    expect(certaintyOf(group("a", [1, 2], { keep_all: true })).words).toBe("You keep all of it");
    expect(certaintyOf(group("a", [1, 2], { chosen: [2] })).words).toBe("Your choice");
    expect(certaintyOf(group("a", [1, 2], { kind: "exact", margin: 0 })).words).toBe("Any would do");
  });
});

it("says what accepting does", () => {
  const none = marked({});
  expect(deedOf(acceptance(group("a", [1, 2, 3]), none))).toBe("Keep 1, reject 2");
  expect(deedOf(acceptance(group("a", [1, 2, 3], { kind: "bracket" }), none))).toBe("Keep 3");
  expect(deedOf([])).toBe("Go on");
});

it("counts as people do", () => {
  expect(progressOf(1200, 3400)).toBe("1,200 of 3,400 moments");
  expect(titleOf(group("a", [1, 2, 3]))).toBe("Burst of 3");
});

it("says how long lies between two moments", () => {
  expect([apartOf(40), apartOf(7200), apartOf(400_000)]).toEqual(["40 s", "2 h", "5 days"]);
});
