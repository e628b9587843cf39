import { describe, expect, it } from "vitest";
import type { Filter } from "../api/types";
import { dependsOnDecisions, filterOf, narrowed, narrowing, searchOf, suits } from "./filters";

const FULL: Filter = {
  sort: "sharpness",
  order: "asc",
  min_score: 5.5,
  max_score: 9,
  since: "2024-05-01",
  camera: "Canon EOS R6 & friends",
  folder: "trip/day 1",
  decision: "undecided",
  stars: 3,
  grouped: "burst",
  spare: true,
  signal: "noise:0.1:",
  text: "ä?=#",
};

describe("a filter", () => {
  it("comes back out of its address as it went in", () => {
    expect(filterOf(searchOf(FULL))).toEqual(FULL);
  });

  it("of all photos needs no address", () => {
    expect(searchOf({})).toBe("");
    expect(filterOf("")).toEqual({});
  });

  it("has one address, in whatever order it was put together", () => {
    expect(searchOf({ text: "a", sort: "name" })).toBe(searchOf({ sort: "name", text: "a" }));
  });

  it("leaves out what is no number, and what it does not know", () => {
    expect(filterOf("?min_score=high&stars=2&utm=1&spare=perhaps")).toEqual({ stars: 2 });
  });

  it("keeps a zero, and a no", () => {
    expect(filterOf(searchOf({ min_score: 0, spare: false }))).toEqual({ min_score: 0, spare: false });
  });

  it("loses what is set to nothing, and keeps the rest", () => {
    expect(narrowed({ camera: "X", stars: 3 }, { camera: null, text: "" })).toEqual({ stars: 3 });
  });

  it("counts what narrows it, not its order", () => {
    expect(narrowing({ sort: "name", order: "asc", stars: 3, camera: "X" })).toEqual(["camera", "stars"]);
  });

  it("knows whether a decision may change its photos, or their order", () => {
    expect(dependsOnDecisions({ decision: "undecided" })).toBe(true);
    expect(dependsOnDecisions({ spare: true })).toBe(true);
    expect(dependsOnDecisions({ sort: "stars" })).toBe(true);
    expect(dependsOnDecisions({ camera: "X" })).toBe(false);
  });

  it("knows which marks suit it", () => {
    const mark = { verdict: null, stars: 2, label: "red" };
    expect(suits({ decision: "undecided", camera: "X" }, mark)).toBe(true);
    expect(suits({ decision: "undecided" }, { ...mark, verdict: "kept" })).toBe(false);
    expect(suits({ decision: "rejected" }, mark)).toBe(false);
    expect(suits({ decision: "starred" }, mark)).toBe(true);
    expect(suits({ decision: "starred" }, { ...mark, stars: 0 })).toBe(false);
    expect(suits({ stars: 3 }, mark)).toBe(false);
    expect(suits({ label: "red" }, mark)).toBe(true);
    expect(suits({ label: "blue" }, mark)).toBe(false);
    expect(suits({ spare: true }, mark)).toBe(true);
    expect(suits({ spare: true }, { ...mark, verdict: "kept" })).toBe(false);
  });
});
