import { useEffect, useRef } from "react";
import { photoQuery } from "../../api/queries";
import type { Columns } from "../../api/types";
import { queries } from "../../app/session";
import { rowAt } from "../../lib/columns";
import { prefetch } from "../../lib/prefetch";

/** First the photo itself is painted; then there is time until the next key. */
const PAINTED_MS = 24;

/** Where one is likely to go from here, the likeliest first; the other way round after a step back. */
export function likely(direction: 1 | -1): number[] {
  return [1, 2, -1, 3, 4].map((step) => step * direction);
}

/** Fetch and decode the photos that one may go to next, and what is known of them. */
export function useNeighbours(columns: Columns | undefined, place: number | undefined, near: boolean): void {
  const before = useRef(place);
  const direction = useRef<1 | -1>(1);
  if (place !== undefined && before.current !== undefined && place !== before.current) {
    direction.current = place < before.current ? -1 : 1;
  }
  before.current = place;
  useEffect(() => {
    if (!columns || place === undefined) return;
    const timer = setTimeout(() => fetchAround(columns, place, direction.current, near), PAINTED_MS);
    return () => clearTimeout(timer);
  }, [columns, place, near]);
}

/** What fails is said where it is shown. */
function fetchAround(columns: Columns, place: number, direction: 1 | -1, near: boolean): void {
  const here = rowAt(columns, place);
  if (here && !here.failed) prefetch(here).catch(() => undefined); // kept for the way back
  for (const step of likely(direction)) {
    const row = rowAt(columns, place + step);
    if (!row) continue;
    if (!row.failed) prefetch(row).catch(() => undefined);
    if (Math.abs(step) === 1) void queries.prefetchQuery(photoQuery(row.id));
  }
  const next = rowAt(columns, place + direction);
  if (near && next && !next.failed) prefetch(next, "full").catch(() => undefined);
}
