import { describe, expect, it } from "vitest";
import type { Scan } from "../../api/types";
import { isRunning } from "../../lib/scan";
import { facts, headline, secondsLeft, share } from "./scan";

const RATING: Scan = {
  state: "rating",
  done: 50,
  to_do: 200,
  failed: 2,
  missing: 0,
  median: 5.71,
  seconds: 10,
  message: "",
  unread: [],
};

describe("a scan", () => {
  it("says how far it is, how good they are, and how long it will take", () => {
    expect(headline(RATING)).toBe("Rating 50 of 200 photos");
    expect(share(RATING)).toBe(0.25);
    expect(facts(RATING, 0)).toEqual(["median score 5.7 so far", "2 could not be rated", "about 30 s left"]);
  });

  it("says how many moments there are while more are looked for", () => {
    expect(facts({ ...RATING, state: "grouping", failed: 0 }, 7)[0]).toBe("7 moments so far");
  });

  it("leaves the median to the page once all are rated: that is one of all photos, as they are shown", () => {
    const ended = { ...RATING, state: "finished" as const };
    expect(facts(ended, 0)).toEqual(["2 could not be rated"]);
  });

  it("foretells nothing from a handful of photos", () => {
    expect(secondsLeft({ ...RATING, done: 5 })).toBeNull();
    expect(secondsLeft({ ...RATING, state: "grouping" })).toBeNull();
  });

  it("does not know how far it is while it looks for photos", () => {
    expect(share({ ...RATING, state: "walking", to_do: 0 })).toBeNull();
    expect(isRunning({ state: "walking" })).toBe(true);
  });

  it("says how it ended", () => {
    expect(headline({ ...RATING, state: "finished", done: 200, seconds: 61 })).toBe(
      "Rated 198 photos in 1 min",
    );
    expect(headline({ ...RATING, state: "finished", done: 0 })).toBe("Nothing new was found");
    expect(headline({ ...RATING, state: "finished", done: 0, missing: 1 })).toBe(
      "Nothing new was found; 1 photo is gone",
    );
    expect(headline({ ...RATING, state: "finished", done: 3, seconds: 2, missing: 12 })).toBe(
      "Rated 1 photo in 2 s; 12 photos are gone",
    );
    expect(headline({ ...RATING, state: "stopped", done: 3 })).toBe(
      "Stopped after 1 photo. What was rated is kept",
    );
    expect(isRunning({ state: "stopped" })).toBe(false);
  });
});
