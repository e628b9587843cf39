import { expect, it, vi } from "vitest";
import { leave } from "./memory";
import { NOTHING } from "./selection";

it("is remembered over a reload, for the same list", async () => {
  const selection = { cursor: 4, anchor: 2, chosen: new Set([2, 3, 4]) };
  leave({ search: "sort=name", selection, scrolled: 120 });
  vi.resetModules();
  const { comeBack } = await import("./memory");
  expect(comeBack("sort=name")).toEqual({ search: "sort=name", selection, scrolled: 120 });
  expect(comeBack("")).toBeUndefined();
});

it("is remembered no more where the storage holds something else", async () => {
  leave({ search: "", selection: NOTHING, scrolled: 0 });
  sessionStorage.setItem("winnow.grid.", "{}");
  vi.resetModules();
  const { comeBack } = await import("./memory");
  expect(comeBack("")?.selection ?? NOTHING).toEqual(NOTHING);
});
