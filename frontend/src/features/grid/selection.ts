/**
 * Which photos are selected, as file managers have it: the cursor is where the keyboard is, the anchor where a range
 * begins. Photos are named by their ids: a selection outlives another order of the list.
 */

export type Selection = { cursor: number | null; anchor: number | null; chosen: ReadonlySet<number> };

/** The list that ranges are of: ids in order, and the place of an id in it. */
export type List = { ids: readonly number[]; placeOf: (id: number) => number | undefined };

export const NOTHING: Selection = { cursor: null, anchor: null, chosen: new Set() };

export function only(id: number): Selection {
  return { cursor: id, anchor: id, chosen: new Set([id]) };
}

/** One more, or one less. */
export function toggled({ chosen }: Selection, id: number): Selection {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return { cursor: id, anchor: id, chosen: next };
}

/** From the anchor to there; `adding` leaves what was chosen before. */
export function ranged(selection: Selection, id: number, list: List, adding = false): Selection {
  const anchor = selection.anchor ?? id;
  const from = list.placeOf(anchor);
  const to = list.placeOf(id);
  if (from === undefined || to === undefined) return only(id);
  const range = list.ids.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { cursor: id, anchor, chosen: new Set(adding ? [...selection.chosen, ...range] : range) };
}

export function everything(selection: Selection, list: List): Selection {
  const cursor = selection.cursor ?? list.ids[0] ?? null;
  return { cursor, anchor: cursor, chosen: new Set(list.ids) };
}

/** Nothing chosen; the cursor stays where it is. */
export function cleared({ cursor }: Selection): Selection {
  return { cursor, anchor: cursor, chosen: new Set() };
}

/** Those of the selection that the list has. */
export function within(selection: Selection, list: List): Selection {
  const has = (id: number | null) => id !== null && list.placeOf(id) !== undefined;
  const chosen = [...selection.chosen].filter(has);
  if (chosen.length === selection.chosen.size && has(selection.cursor)) return selection;
  const cursor = has(selection.cursor) ? selection.cursor : (chosen[0] ?? null);
  return {
    cursor,
    anchor: has(selection.anchor) ? selection.anchor : cursor,
    chosen: new Set(chosen),
  };
}

/** What a decision is about: what is chosen, else where the cursor is. */
export function meant({ chosen, cursor }: Selection): number[] {
  if (chosen.size > 0) return [...chosen];
  return cursor === null ? [] : [cursor];
}
