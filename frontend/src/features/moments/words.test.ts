import { describe, expect, it } from "vitest";
import type { Photo } from "../../api/types";
import { detail, group, marked, photo } from "../../test/photos";
import { acceptance } from "./fate";
import { againstOf, certaintyOf, deedOf, factsOf, progressOf, titleOf, whenOf } from "./words";

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

  it("is nothing to speak of where none can be opened", () => {
    const [one, other] = [1, 2].map((id) => photo(id, { failure: "damaged JPEG" })) as [Photo, Photo];
    const exact = (...members: Photo[]) => group("a", [], { kind: "exact", margin: 0, members });
    expect(certaintyOf(exact(one, other))).toEqual({ words: "None can be opened", share: null });
    expect(certaintyOf(exact(one, photo(3))).words).toBe("Any would do");
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

it("says against what the reasons are, where they are against something", () => {
  expect(againstOf(group("a", [1, 2]))).toBe("Against the other");
  expect(againstOf(group("a", [1, 2, 3]))).toBe("Against the others, typically");
  expect(againstOf(group("a", [1, 2], { reasons: ["hardly different from the others"] }))).toBeNull();
  expect(againstOf(group("a", [1, 2, 3], { chosen: [1] }))).toBeNull();
  expect(againstOf(group("a", [1, 2, 3], { kind: "exact" }))).toBeNull();
});

it("says where another moment lies", () => {
  expect(whenOf({ seconds: 40, later: true })).toBe("40 s later");
  expect(whenOf({ seconds: 1200, later: false })).toBe("20 min earlier");
  expect(whenOf({ seconds: 0, later: true })).toBe("at the same time");
  expect(whenOf({ seconds: null, later: true })).toBe("next by name");
});

it("says of a photo what decides between copies, as far as it is known", () => {
  const shot = { shutter_seconds: 0.004, aperture_f: 2.8, iso: 400 };
  const known = detail(1, { format: "jpeg", bytes: 3_200_000, shot });
  expect(factsOf(known, known)).toEqual(["3000 × 2000, JPEG, 3.2 MB", "1/250 s  f/2.8  ISO 400"]);
  expect(factsOf(known, undefined)).toEqual(["3000 × 2000, JPEG"]);
  expect(factsOf(photo(1, { width: 0, format: null }), undefined)).toEqual([]);
});
