import { describe, expect, it } from "vitest";
import type { Columns } from "../../api/types";
import { around, DEFAULT_NUMBER, filterOf, sizeFor, slidesOf, wishOf, wrap } from "./playlist";

function columns(scores: readonly (number | null)[]): Columns {
  return {
    revision: "1",
    id: scores.map((_, place) => place + 1),
    version: scores.map(() => "abcdef01"),
    aspect: scores.map(() => 1.5),
    score: [...scores],
    verdict: scores.map(() => 0),
    stars: scores.map(() => 0),
    label: scores.map(() => null),
  };
}

describe("what the address asks for", () => {
  it("names how many photos, and from what score on", () => {
    expect(wishOf("n=100&min_score=7.5")).toEqual({ number: 100, minScore: 7.5 });
    expect(filterOf(wishOf("min_score=7"))).toEqual({ sort: "score", order: "desc", min_score: 7 });
  });

  it.each(["", "n=0", "n=-3", "n=2.5", "n=many&min_score=high"])("passes over %j", (search) => {
    expect(wishOf(search)).toEqual({ number: DEFAULT_NUMBER, minScore: null });
    expect(filterOf(wishOf(search))).toEqual({ sort: "score", order: "desc" });
  });

  it("asks for no score that there is not", () => {
    expect(wishOf("min_score=12").minScore).toBe(10);
  });
});

describe("the slides", () => {
  it("are the first so many of the list", () => {
    const slides = slidesOf(columns([9, 8, 7]), { number: 2, minScore: null });
    expect(slides.map((slide) => slide.id)).toEqual([1, 2]);
  });

  it("are only photos with a score", () => {
    const slides = slidesOf(columns([9, null, 7]), { number: 5, minScore: null });
    expect(slides.map((slide) => slide.id)).toEqual([1, 3]);
  });
});

describe("going round", () => {
  it("comes to the first after the last, and to the last before the first", () => {
    expect([wrap(3, 3), wrap(-1, 3), wrap(1, 3), wrap(0, 0)]).toEqual([0, 2, 1, 0]);
  });

  it("has the next two and the one before at hand", () => {
    expect(around(0, 10)).toEqual([0, 1, 2, 9]);
    expect(around(9, 10)).toEqual([9, 0, 1, 8]);
    expect(around(0, 2)).toEqual([0, 1]);
    expect(around(0, 1)).toEqual([0]);
  });
});

it("asks for full pictures where the screen has more pixels than a preview", () => {
  expect([sizeFor(1440), sizeFor(2048), sizeFor(3840)]).toEqual(["preview", "preview", "full"]);
});
