/** Photos, lists and groups to test with. */
import type { Columns, Done, Group, Mark, Photo, PhotoDetail } from "../api/types";
import { NO_MARK } from "../lib/marks";

export function photo(id: number, more: Partial<Photo> = {}): Photo {
  return {
    id,
    name: `IMG_${id}.jpg`,
    folder: "",
    version: "00000000",
    width: 3000,
    height: 2000,
    format: "JPEG",
    score: 6,
    confidence: 0.8,
    taken_at: null,
    mark: NO_MARK,
    groups: [],
    failure: null,
    ...more,
  };
}

export function detail(id: number, more: Partial<PhotoDetail> = {}): PhotoDetail {
  return { ...photo(id), companion: null, bytes: 1, shot: {}, explanation: null, sharpest: null, ...more };
}

/** What an act did that changed nothing. */
export const NOTHING_DONE: Done = {
  act: 1,
  text: "",
  verbs: [],
  changes: [],
  groups: [],
  can_undo: true,
  can_redo: false,
  revision: "",
};

/** A list of photos of which nothing was decided. */
export function columns(ids: readonly number[], more: Partial<Columns> = {}): Columns {
  const all = <T>(value: T): T[] => ids.map(() => value);
  return {
    revision: "1",
    id: [...ids],
    version: all("00000000"),
    aspect: all(1.5),
    score: all(6),
    verdict: all(0),
    stars: all(0),
    label: all(null),
    ...more,
  };
}

export function group(id: string, photos: readonly number[], more: Partial<Group> = {}): Group {
  return {
    id,
    kind: "burst",
    members: photos.map((each) => photo(each)),
    margin: 0.7,
    sure: true,
    reasons: ["sharper"],
    chosen: [],
    keep_all: false,
    waiting: true,
    ...more,
  };
}

/** Marks of some photos; the others have none. */
export function marked(marks: Record<number, Partial<Mark>>): (photo: Photo) => Mark {
  return (each) => ({ ...NO_MARK, ...marks[each.id] });
}
