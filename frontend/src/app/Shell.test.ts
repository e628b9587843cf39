import { expect, it } from "vitest";
import { withOrigin } from "../lib/place";
import { viewOf } from "./Shell";

it("shows which view one is in", () => {
  expect(viewOf("/", "")).toBe("/");
  expect(viewOf("/moments/burst-1", "?photo=4")).toBe("/moments");
  expect(viewOf("/grid", "?min_score=7")).toBe("/grid");
});

it("shows, over a photo or several, the view from which one came there", () => {
  const ofMoment = withOrigin("?group=burst-1", "/moments/burst-1?photo=4");
  expect(viewOf("/photos/4", ofMoment)).toBe("/moments");
  expect(viewOf("/compare/4,5", `${ofMoment}&champion=4`)).toBe("/moments");
  expect(viewOf("/photos/4", withOrigin("", "/"))).toBe("/");
  expect(viewOf("/photos/4", "?group=burst-1")).toBe("/grid");
});
