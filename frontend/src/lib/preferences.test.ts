import { afterEach, describe, expect, it, vi } from "vitest";
import { DEFAULTS, followPreferences, prefer, preferences } from "./preferences";

afterEach(() => prefer(DEFAULTS));

describe("preferences", () => {
  it("are kept for the next page", async () => {
    prefer({ autoAdvance: false, rowHeight: 320 });
    vi.resetModules();
    const later = await import("./preferences");
    expect(later.preferences()).toEqual({ ...DEFAULTS, autoAdvance: false, rowHeight: 320 });
  });

  it("of another type than ours are not taken", async () => {
    localStorage.setItem("winnow.preferences", '{"autoAdvance":"maybe","rowHeight":300}');
    vi.resetModules();
    const later = await import("./preferences");
    expect(later.preferences()).toEqual({ ...DEFAULTS, rowHeight: 300 });
  });

  it("set the page's colours, or leave them to the system", () => {
    const leave = followPreferences();
    prefer({ theme: "light" });
    expect(document.documentElement.dataset.theme).toBe("light");
    prefer({ theme: "system" });
    expect(document.documentElement.dataset.theme).toBeUndefined();
    leave();
  });

  it("hold in other tabs too", () => {
    const leave = followPreferences();
    localStorage.setItem("winnow.preferences", '{"autoAdvance":false}');
    window.dispatchEvent(new StorageEvent("storage", { key: "winnow.preferences" }));
    expect(preferences().autoAdvance).toBe(false);
    leave();
  });
});
