import { expect, it } from "vitest";
import type { Photo } from "../../api/types";
import { placed, type Wall } from "./wall";

const photo = (id: number) => ({ id }) as Photo;
const EMPTY: Wall = { photos: [], next: 0 };
const ids = (wall: Wall) => wall.photos.map(({ id }) => id);

it("photos take places one after the other, and stay there", () => {
  const one = placed(EMPTY, [photo(7), photo(8)], 3);
  expect(ids(one)).toEqual([7, 8]);
  expect(ids(placed(one, [photo(9)], 3))).toEqual([7, 8, 9]);
});

it("where all places are taken, the oldest photo gives up its own", () => {
  const full = placed(EMPTY, [photo(1), photo(2), photo(3)], 3);
  const more = placed(full, [photo(4), photo(5)], 3);
  expect(ids(more)).toEqual([4, 5, 3]);
  expect(ids(placed(more, [photo(6)], 3))).toEqual([4, 5, 6]);
});

it("a photo that is told of again is there once", () => {
  expect(ids(placed(placed(EMPTY, [photo(1)], 3), [photo(1), photo(2)], 3))).toEqual([1, 2]);
});
