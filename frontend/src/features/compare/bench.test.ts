import { describe, expect, it } from "vitest";
import {
  address,
  afterVictory,
  type Bench,
  challengerOf,
  championOf,
  exchanged,
  lookOn,
  nextOf,
  photosOf,
  removed,
  victory,
} from "./bench";

const duel: Bench = { photos: [1, 2], champion: 1 };
const list = [1, 2, 3, 4, 5];
const nobody = () => false;

describe("the address", () => {
  it("names two to four photos, each once", () => {
    expect(photosOf("1,2,2,x,-4,3,5,6")).toEqual([1, 2, 3, 5]);
  });

  it("names the champion, and the list that challengers come from", () => {
    expect(address(duel, "group=burst-1")).toBe("/compare/1,2?group=burst-1&champion=1");
    expect(address({ photos: [1, 2], champion: null }, "group=burst-1&champion=9")).toBe(
      "/compare/1,2?group=burst-1",
    );
    expect(championOf("champion=1", [1, 2])).toBe(1);
    expect(championOf("champion=7", [1, 2])).toBeNull();
    expect(championOf("", [1, 2])).toBeNull();
  });
});

describe("challengers", () => {
  it("stand in the pane that is looked at, never in the champion's", () => {
    expect(challengerOf(duel, 2)).toBe(2);
    expect(challengerOf(duel, 1)).toBe(2);
    expect(challengerOf({ photos: [1, 2, 3], champion: 3 }, 3)).toBe(2);
    expect(challengerOf({ photos: [1], champion: 1 }, 1)).toBeNull();
  });

  it("come from the list, past those that are shown or out", () => {
    expect(nextOf(list, 2, 1, duel)).toBe(3);
    expect(nextOf(list, 2, 1, duel, (photo) => photo === 3)).toBe(4);
    expect(nextOf(list, 5, 1, duel)).toBeNull();
    expect(nextOf(list, 3, -1, duel)).toBeNull();
    expect(nextOf([], 2, 1, duel)).toBeNull();
    expect(exchanged(duel, 2, 3)).toEqual({ photos: [1, 3], champion: 1 });
  });
});

describe("a duel", () => {
  it("keeps and prefers the winner, and rejects the other, in one act", () => {
    expect(victory(2, 1).map(({ verb, photos, others }) => [verb, photos, others])).toEqual([
      ["keeper", [2], [1]],
      ["keep", [2], []],
      ["reject", [1], []],
    ]);
  });

  it("leaves the winner as champion against the next of the list", () => {
    expect(afterVictory(duel, 2, 1, list, nobody)).toEqual({ photos: [3, 2], champion: 2 });
    expect(afterVictory(duel, 1, 2, list, (photo) => photo === 3)).toEqual({ photos: [1, 4], champion: 1 });
  });

  it("comes back to those that were passed over, and ends with the list", () => {
    expect(afterVictory({ photos: [4, 5], champion: 4 }, 4, 5, list, (photo) => photo !== 2)).toEqual({
      photos: [4, 2],
      champion: 4,
    });
    expect(afterVictory({ photos: [2, 5], champion: 2 }, 2, 5, list, (photo) => photo !== 1)).toEqual({
      photos: [2, 1],
      champion: 2,
    });
    expect(afterVictory(duel, 1, 2, [1, 2], nobody)).toBeNull();
    expect(afterVictory(duel, 1, 2, [], nobody)).toBeNull();
  });
});

it("goes round the panes, and takes photos away", () => {
  const bench: Bench = { photos: [1, 2, 3], champion: 1 };
  expect([lookOn(bench, 1, 1), lookOn(bench, 3, 1), lookOn(bench, 1, -1)]).toEqual([2, 1, 3]);
  expect(removed(bench, 1)).toEqual({ photos: [2, 3], champion: null });
  expect(removed(bench, 2)).toEqual({ photos: [1, 3], champion: 1 });
});
