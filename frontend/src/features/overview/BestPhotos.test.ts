import { describe, expect, it } from "vitest";
import type { Photo } from "../../api/types";
import { apart } from "./BestPhotos";

function photo(id: number, ...groups: string[]): Photo {
  return {
    id,
    name: `${id}.jpg`,
    folder: "",
    version: "0",
    width: 3,
    height: 2,
    format: "jpeg",
    score: 10 - id,
    confidence: 1,
    taken_at: null,
    mark: { verdict: null, stars: 0, label: null },
    groups: groups.map((group) => ({ group, kind: "burst", size: 2, keeper: false })),
    failure: null,
  };
}

describe("the best photos", () => {
  it("shows one of a burst and of the scene that it lies in, and none that could not be rated", () => {
    const best = [
      photo(1, "burst-a", "scene-a"),
      photo(2, "burst-a", "scene-a"),
      photo(3),
      photo(4, "scene-a"),
    ];
    expect(apart(best).map(({ id }) => id)).toEqual([1, 3]);
  });
});
