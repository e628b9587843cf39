/** How photos move when the ranking changes: by how many places, and across the screen. */

/** Places by which a photo rose (positive) or fell; null for one that was not ranked before. */
export function rise(place: number, before: ReadonlyMap<number, number>, id: number): number | null {
  const was = before.get(id);
  return was === undefined ? null : was - place;
}

/** The place of each photo, the first is 1. */
export function places(ids: readonly number[]): ReadonlyMap<number, number> {
  return new Map(ids.map((id, index) => [id, index + 1]));
}

/** "up 3, was 14th" for a screen reader and a hint. */
export function riseInWords(place: number, by: number | null): string {
  if (by === null || by === 0) return "same place as by the model";
  return `${by > 0 ? "up" : "down"} ${Math.abs(by)}, number ${place + by} by the model`;
}

export type Spot = { left: number; top: number };

/** From where to where each photo that is in both pictures moves, as an offset from its new place. */
export function flights(
  before: ReadonlyMap<number, Spot>,
  after: ReadonlyMap<number, Spot>,
): ReadonlyMap<number, Spot> {
  const moved = new Map<number, Spot>();
  for (const [id, to] of after) {
    const from = before.get(id);
    if (from === undefined) continue;
    const offset = { left: from.left - to.left, top: from.top - to.top };
    if (offset.left !== 0 || offset.top !== 0) moved.set(id, offset);
  }
  return moved;
}
