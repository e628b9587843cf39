import { expect, it, vi } from "vitest";
import { comeBack, leave } from "./memory";
import { cleared, NOTHING } from "./selection";

it("is remembered over a reload, for the same list", async () => {
  const selection = { cursor: 4, anchor: 2, chosen: new Set([2, 3, 4]) };
  leave({ search: "sort=name", selection, scrolled: 120 });
  vi.resetModules();
  const { comeBack } = await import("./memory");
  expect(comeBack("sort=name")).toEqual({ search: "sort=name", selection, scrolled: 120 });
  expect(comeBack("")).toBeUndefined();
});

it("is remembered over a reload without a selection that is too large to write down at once", async () => {
  const all = { cursor: 4, anchor: 4, chosen: new Set(Array.from({ length: 100_000 }, (_, id) => id)) };
  leave({ search: "", selection: all, scrolled: 120 });
  expect(comeBack("")?.selection).toBe(all);
  vi.resetModules();
  const reloaded = await import("./memory");
  expect(reloaded.comeBack("")).toEqual({ search: "", selection: cleared(all), scrolled: 120 });
});

it("is remembered no more where the storage holds something else", async () => {
  leave({ search: "", selection: NOTHING, scrolled: 0 });
  sessionStorage.setItem("winnow.grid.", "{}");
  vi.resetModules();
  const { comeBack } = await import("./memory");
  expect(comeBack("")?.selection ?? NOTHING).toEqual(NOTHING);
});
