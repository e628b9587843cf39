/** Photos as they are scored: each has a place and keeps it; once all places are taken, the oldest photo gives up its own. */
import type { Photo } from "../../api/types";

export const MOST_SHOWN = 24;

export type Wall = { photos: readonly Photo[]; next: number };

export function placed({ photos, next }: Wall, fresh: readonly Photo[], most: number): Wall {
  const now = [...photos];
  let place = next;
  for (const photo of fresh) {
    if (now.some(({ id }) => id === photo.id)) continue;
    now[place] = photo;
    place = (place + 1) % most;
  }
  return { photos: now, next: place };
}
