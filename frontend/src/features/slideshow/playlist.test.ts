import { describe, expect, it } from "vitest";
import type { Columns, Explanation } from "../../api/types";
import {
  around,
  DEFAULT_NUMBER,
  dayOf,
  listOf,
  numberOf,
  reasonsOf,
  sizeFor,
  slidesOf,
  wrap,
} from "./playlist";

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
    expect(numberOf("n=100&min_score=7.5")).toBe(100);
    expect(listOf("n=100&min_score=7.5")).toEqual({ sort: "score", min_score: 7.5 });
  });

  it("may name any list, in the order that it has in the grid", () => {
    expect(listOf("sort=name")).toEqual({ sort: "name" });
    expect(listOf("sort=taken_at&order=asc&folder=Alps")).toEqual({
      sort: "taken_at",
      order: "asc",
      folder: "Alps",
    });
  });

  it.each(["", "n=0", "n=-3", "n=2.5", "n=many"])(
    "passes over a number that makes no sense: %j",
    (search) => {
      expect(numberOf(search)).toBe(DEFAULT_NUMBER);
    },
  );
});

describe("the slides", () => {
  it("are the first so many of the list", () => {
    expect(slidesOf(columns([9, 8, 7]), 2).map((slide) => slide.id)).toEqual([1, 2]);
    const starred = { ...columns([9]), stars: [4] };
    expect(slidesOf(starred, 1)[0]?.mark).toEqual({ verdict: null, stars: 4, label: null });
  });

  it("are only photos with a score", () => {
    expect(slidesOf(columns([9, null, 7]), 5).map((slide) => slide.id)).toEqual([1, 3]);
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
    expect(around(0, 0)).toEqual([]);
  });
});

it("asks for full pictures where the screen has more pixels than a preview", () => {
  expect([sizeFor(1440), sizeFor(2048), sizeFor(3840)]).toEqual(["preview", "preview", "full"]);
});

it("gives the strongest reasons that can be seen in the photo", () => {
  const one = (signal: string, points: number, value: number | null = 1) => ({
    signal,
    part: "technical",
    value,
    points,
    text: signal,
  });
  const contributions = [
    one("contrast", 0.2),
    one("impression", 2),
    one("noise", -0.9),
    one("iso", 3, null),
    one("metadata", -1.5),
    one("bounds", -1.2),
    one("sharpness", 0.5),
  ];
  const explanation: Explanation = {
    score: 7,
    own_score: 7,
    confidence: 1,
    base: 5,
    contributions,
    distribution: null,
    scorer: "",
  };
  expect(reasonsOf(explanation)).toEqual(["noise", "sharpness"]);
  expect(reasonsOf(null)).toEqual([]);
});

it("says the day by the camera's clock, or that it is not known", () => {
  expect(dayOf("2024-05-03T23:59:59+13:00")).toContain("2024");
  expect(dayOf(null)).toBe("date not known");
  expect(dayOf("yesterday")).toBe("date not known");
});
