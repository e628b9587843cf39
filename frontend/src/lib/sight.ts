/**
 * Which pictures a person can see.
 *
 *     an <img> has loaded, or the picture was decoded beforehand → seen: it is painted, or will be at once
 *     there is none, though the server is there                  → nothing more will be seen of it: as good as seen
 *     it is on its way, or the server hangs or is away           → unseen
 */
import { useSyncExternalStore } from "react";
import { picture } from "../api/client";
import type { Photo } from "../api/types";

type Pictured = Pick<Photo, "id" | "version" | "failure">;

const settled = new Set<string>();
const listeners = new Set<() => void>();

/** The picture of this address was painted, or there is none. */
export function saw(address: string): void {
  if (settled.has(address)) return;
  settled.add(address);
  for (const listener of listeners) listener();
}

/** How many of the photos cannot be seen yet in the size in which they are shown. */
export function unseen(photos: readonly Pictured[], size: "thumbnail" | "preview"): number {
  return photos.filter((photo) => photo.failure == null && !settled.has(picture(photo, size))).length;
}

/** The same, now and whenever it changes. */
export function useUnseen(photos: readonly Pictured[], size: "thumbnail" | "preview"): number {
  return useSyncExternalStore(subscribe, () => unseen(photos, size));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
