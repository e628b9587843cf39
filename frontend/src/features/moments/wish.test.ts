import { expect, it } from "vitest";
import { address, countFilterOf, filterOf, lookedOf, wishOf } from "./wish";

it("lists what waits unless the address says otherwise", () => {
  expect(wishOf("")).toEqual({ state: "waiting", kind: null, sort: "strongest" });
  expect(wishOf("state=all&kind=burst")).toEqual({ state: "all", kind: "burst", sort: "strongest" });
  expect(wishOf("state=lost&kind=scene&sort=luck")).toEqual({
    state: "waiting",
    kind: null,
    sort: "strongest",
  });
});

it("comes back from its own address", () => {
  const wish = { state: "decided", kind: "copy", sort: "taken_at" } as const;
  const there = address(wish, { id: "copy-1" }, 7);
  expect(there).toBe("/moments/copy-1?state=decided&kind=copy&sort=taken_at&photo=7");
  const search = there.split("?")[1] ?? "";
  expect(wishOf(search)).toEqual(wish);
  expect(lookedOf(search)).toBe(7);
  expect(address(wishOf(""))).toBe("/moments");
});

it("names no photo that there cannot be", () => {
  expect([lookedOf(""), lookedOf("photo=x"), lookedOf("photo=-1"), lookedOf("photo=1.5")]).toEqual(
    Array(4).fill(undefined),
  );
});

it("asks for moments, the strongest first, and counts all of the kind", () => {
  expect(filterOf(wishOf("kind=burst"))).toMatchObject({
    moments: true,
    sort: "strongest",
    state: "waiting",
    kind: ["burst"],
  });
  expect(countFilterOf(wishOf(""))).toEqual({ moments: true, state: "all", limit: 1 });
});
