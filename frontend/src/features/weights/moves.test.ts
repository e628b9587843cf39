import { describe, expect, it } from "vitest";
import { flights, places, rise, riseInWords } from "./moves";

describe("a ranking that changes", () => {
  const before = places([10, 11, 12, 13]);

  it("tells by how many places a photo rose or fell", () => {
    expect(rise(1, before, 13)).toBe(3);
    expect(rise(3, before, 11)).toBe(-1);
    expect(rise(2, before, 11)).toBe(0);
    expect(rise(2, before, 99)).toBeNull();
  });

  it("says so in words", () => {
    expect(riseInWords(1, 3)).toBe("up 3, number 4 by the model");
    expect(riseInWords(3, -1)).toBe("down 1, number 2 by the model");
    expect(riseInWords(2, 0)).toBe("same place as by the model");
  });

  it("has photos fly from where they were, and only those that were there", () => {
    const left = (at: number) => ({ left: at, top: 0 });
    const moved = flights(
      new Map([
        [1, left(0)],
        [2, left(100)],
        [3, left(200)],
      ]),
      new Map([
        [2, left(0)],
        [1, left(100)],
        [3, left(200)],
        [4, left(300)],
      ]),
    );
    expect(Object.fromEntries(moved)).toEqual({ 2: left(100), 1: left(-100) });
  });
});
