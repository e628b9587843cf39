import { describe, expect, it } from "vitest";
import type { Group, Photo } from "../../api/types";
import { group, photo } from "../../test/photos";
import { besideOf } from "./beside";

let photos = 0;
const moment = (id: string, members: Partial<Photo>[]) =>
  group(id, [], { members: members.map((more) => photo(++photos, more)) });
const at = (id: string, ...times: string[]) =>
  moment(
    id,
    times.map((time) => ({ taken_at: `2024-05-01T${time}` })),
  );
const named = (id: string, folder: string, ...names: string[]) =>
  moment(
    id,
    names.map((name) => ({ name, folder })),
  );
/** Beside the first of them. */
function told(first: Group, ...others: Group[]) {
  const beside = besideOf([first, ...others], first);
  return beside && [beside.group.id, beside.later, beside.seconds];
}

describe("the moment beside another", () => {
  const own = at("a", "10:00:00", "10:00:20");

  it("is the nearest in time, before or after", () => {
    expect(told(own, at("b", "10:05:00"), at("c", "09:58:00"))).toEqual(["c", false, 120]);
    expect(told(own, at("b", "10:01:00"), at("c", "09:58:00"))).toEqual(["b", true, 40]);
    expect(told(own, at("b", "10:00:10"))).toEqual(["b", true, 0]);
  });

  it("is none where the nearest is half an hour off, or undated", () => {
    expect(told(own, at("b", "10:30:20"))).toEqual(["b", true, 1800]);
    expect(told(own, at("b", "10:30:21"))).toBeNull();
    expect(told(own, named("b", "", "IMG_3.jpg"))).toBeNull();
    expect(told(own)).toBeNull();
  });

  it("is without dates the nearest by number among names that are alike, in one folder", () => {
    const undated = named("a", "trip", "IMG_0098.jpg", "IMG_0099.jpg");
    expect(told(undated, named("b", "trip", "IMG_0104.jpg"), named("c", "trip", "IMG_0095.JPG"))).toEqual([
      "c",
      false,
      null,
    ]);
    expect(told(undated, named("b", "trip", "IMG_0100 (2).jpg"))).toBeNull();
    expect(told(undated, named("b", "party", "IMG_0100.jpg"))).toBeNull();
    expect(told(undated, named("b", "trip", "IMG_0105.jpg"))).toBeNull();
    expect(told(named("a", "", "swans.jpg"), named("b", "", "basket.jpg"))).toBeNull();
    expect(told(named("a", "", "swans.jpg"), named("b", "", "swans.png"))).toBeNull();
  });
});
