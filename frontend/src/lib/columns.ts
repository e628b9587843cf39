/** A list of photos that is kept as columns: a row of it, and where a photo stands in it. */
import type { Columns, Mark } from "../api/types";

/** What the columns tell of a photo. */
export type Row = {
  id: number;
  version: string;
  score: number | null;
  aspect: number;
  /** It could not be rated: there is no picture of it. */
  failed: boolean;
  mark: Mark;
};

export function rowAt(columns: Columns, place: number): Row | undefined {
  const id = columns.id[place];
  if (id === undefined) return undefined;
  const verdict = columns.verdict[place] ?? 0;
  return {
    id,
    version: columns.version[place] ?? "",
    score: columns.score[place] ?? null,
    aspect: columns.aspect[place] || 1,
    failed: columns.aspect[place] === 0,
    mark: {
      verdict: verdict > 0 ? "kept" : verdict < 0 ? "rejected" : null,
      stars: columns.stars[place] ?? 0,
      label: columns.label[place] ?? null,
    },
  };
}

const known = new WeakMap<Columns, Map<number, number>>();

/** Where each photo stands, by id; made once for every list. */
export function placesIn(columns: Columns): ReadonlyMap<number, number> {
  const made = known.get(columns) ?? new Map(columns.id.map((id, place) => [id, place]));
  known.set(columns, made);
  return made;
}
