/**
 * Which pictures a person can see.
 *
 *     an <img> has loaded, or the picture was decoded beforehand → seen: it is painted, or will be at once
 *     there is none, though the server is there                  → nothing more will be seen of it: as good as seen
 *     it is on its way, or the server hangs or is away           → unseen
 */
import { useCallback, useMemo, useSyncExternalStore } from "react";
import { picture } from "../api/client";
import type { Photo } from "../api/types";

type Pictured = Pick<Photo, "id" | "version" | "failure">;

/** More than a moment has; somebody who goes through 100,000 photos sees as many. */
const MOST = 10_000;

const settled = new Set<string>(); // those that were seen last at the end
const listeners = new Set<(address: string) => void>();

/** The picture of this address was painted, or there is none. */
export function saw(address: string): void {
  const isNews = !settled.delete(address);
  settled.add(address);
  if (!isNews) return;
  const [oldest] = settled;
  if (settled.size > MOST && oldest !== undefined) settled.delete(oldest);
  for (const listener of listeners) listener(address);
}

/** How many of the photos cannot be seen yet in the size in which they are shown. */
export function unseen(photos: readonly Pictured[], size: "thumbnail" | "preview"): number {
  return coming(photos, size).length;
}

/** The same, now and whenever it changes. */
export function useUnseen(photos: readonly Pictured[], size: "thumbnail" | "preview"): number {
  const left = useMemo(() => new Set(coming(photos, size)), [photos, size]);
  const subscribe = useCallback(
    (changed: () => void) => {
      const take = (address: string) => left.delete(address) && changed();
      for (const address of left) if (settled.has(address)) left.delete(address); // between drawing and listening
      listeners.add(take);
      return () => listeners.delete(take);
    },
    [left],
  );
  return useSyncExternalStore(subscribe, () => left.size);
}

/** Whether a photo that is shown large can be seen, be it small as yet. */
export function isSeen(photo: Pictured): boolean {
  return unseen([photo], "thumbnail") === 0 || unseen([photo], "preview") === 0;
}

/** Why nothing is decided: the reason, and what follows from it. */
export function undecidedFor(why: string): string {
  return `${why}: what you cannot see is not decided.`;
}

function coming(photos: readonly Pictured[], size: "thumbnail" | "preview"): readonly string[] {
  const addresses = photos.flatMap((photo) => (photo.failure == null ? [picture(photo, size)] : []));
  return addresses.filter((address) => !settled.has(address));
}
