import { describe, expect, it, vi } from "vitest";
import { lastGrid, lastPlace, sawGrid, sawMoment, sawPhoto, wayBack, withOrigin } from "./place";

const OF_MOMENT = withOrigin("?group=burst-1", "/moments/burst-1?state=all&photo=4");

describe("the way back from a photo", () => {
  it("leads to the list in the grid, where the address names nothing else", () => {
    expect(wayBack("?min_score=7", 5)).toBe("/grid?min_score=7");
    expect(wayBack("")).toBe("/grid");
  });

  it("leads to where one came from, and there to the photo that one looked at last", () => {
    expect(wayBack(withOrigin("", "/weights?weights={}"), 5)).toBe("/weights?weights={}");
    expect(wayBack(OF_MOMENT, 5)).toBe("/moments/burst-1?state=all&photo=5");
  });

  it("leads nowhere else", () => {
    expect(wayBack("?from=https://example.org/")).toBe("/grid");
    expect(wayBack("?from=//example.org/")).toBe("/grid");
  });
});

it("remembers the list without the way into it, and the photo with it", () => {
  sawPhoto(4, OF_MOMENT);
  expect(lastPlace()).toEqual({ photo: 4, search: "?group=burst-1", address: `/photos/4${OF_MOMENT}` });
  sawPhoto(5, withOrigin("", "/"));
  expect(lastPlace()?.search).toBe("");
});

describe("the list of the grid", () => {
  it("is that which the grid had last, whatever another view listed for the loupe since", () => {
    sawGrid("/grid?min_score=7");
    sawPhoto(4, OF_MOMENT);
    sawPhoto(5, withOrigin("", "/"));
    expect(lastGrid()).toBe("/grid?min_score=7");
  });

  it("is that of a photo to which one came from nowhere else, as after a reload", () => {
    sawPhoto(4, "?sort=name");
    expect(lastGrid()).toBe("/grid?sort=name");
    sawPhoto(4, "");
    expect(lastGrid()).toBe("/grid");
  });
});

it("outlives a reload of the page", async () => {
  sawGrid("/grid?min_score=7");
  sawMoment("/moments/burst-b?state=all&photo=5");
  sawPhoto(5, OF_MOMENT);
  vi.resetModules();
  const reloaded = await import("./place");
  expect(reloaded.lastGrid()).toBe("/grid?min_score=7");
  expect(reloaded.lastMoment()).toBe("/moments/burst-b?state=all&photo=5");
  expect(reloaded.lastPlace()).toEqual(lastPlace());
});

it("begins anew where what is stored is of no use", async () => {
  sessionStorage.setItem("winnow.place.", "{");
  vi.resetModules();
  const reloaded = await import("./place");
  expect([reloaded.lastGrid(), reloaded.lastMoment()]).toEqual(["/grid", "/moments"]);
  expect(reloaded.lastPlace()).toBeUndefined();
});
