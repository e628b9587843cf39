import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { sawGrid, sawMoment, sawPhoto, withOrigin } from "../lib/place";
import { openView } from "../test/view";
import { Shell, viewOf } from "./Shell";

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

it("leads back to the moment that one was at, by key and by its tab; from a moment the tab leads to the first", async () => {
  sawMoment("/moments/burst-b?state=all&photo=5");
  const user = openView("/grid", "*", () => <Shell>{null}</Shell>);
  await user.click(screen.getByRole("link", { name: "Moments" }));
  expect(location.pathname + location.search).toBe("/moments/burst-b?state=all&photo=5");
  await user.click(screen.getByRole("link", { name: "Moments" }));
  expect(location.pathname + location.search).toBe("/moments");
  await user.click(screen.getByRole("link", { name: "Weights" }));
  await user.keyboard("m");
  expect(location.pathname + location.search).toBe("/moments/burst-b?state=all&photo=5");
});

it("leads back to the list of the grid by key and by its tab, to the loupe by L; from the grid the tab leads to all photos", async () => {
  const ofMoment = withOrigin("?group=burst-1", "/moments/burst-1?photo=4");
  sawGrid("/grid?min_score=7");
  sawPhoto(4, ofMoment);
  const user = openView("/", "*", () => <Shell>{null}</Shell>);
  await user.keyboard("g");
  expect(location.pathname + location.search).toBe("/grid?min_score=7");
  await user.click(screen.getByRole("link", { name: "Grid" }));
  expect(location.pathname + location.search).toBe("/grid");
  await user.keyboard("l");
  expect(location.pathname + location.search).toBe(`/photos/4${ofMoment}`);
  await user.click(screen.getByRole("link", { name: "Grid" }));
  expect(location.pathname + location.search).toBe("/grid?min_score=7");
});
