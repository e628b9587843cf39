/**
 * Previews fetched and decoded before they are asked for.
 *
 *     prefetch → an image of our own, fetched and decoded, kept: the browser keeps what is decoded as long as somebody
 *                has the image, and paints an <img> of the same address at once
 *     too many → those that were wanted longest ago are let go
 */
import { picture, type Size } from "../api/client";
import type { Photo } from "../api/types";

/** Of previews, at most. */
export const PREVIEW_LONG_SIDE_PX = 2048;

export type Pictured = Pick<Photo, "id" | "version">;

const MOST = { thumbnail: 0, preview: 24, full: 3, original: 0 } as const satisfies Record<Size, number>;

type Kept = { image: HTMLImageElement; ready: Promise<HTMLImageElement>; decoded: boolean };

const kept: Record<"preview" | "full", Map<string, Kept>> = { preview: new Map(), full: new Map() };

/** Fetch and decode a picture unless that is done; fails as `Image.decode` does. */
export function prefetch(photo: Pictured, size: "preview" | "full" = "preview"): Promise<HTMLImageElement> {
  const address = picture(photo, size);
  const pictures = kept[size];
  const entry = pictures.get(address) ?? begin(address, size);
  pictures.delete(address);
  pictures.set(address, entry);
  letGo(pictures, MOST[size]);
  return entry.ready;
}

/** Whether the picture would be painted at once. */
export function isReady(photo: Pictured, size: "preview" | "full" = "preview"): boolean {
  return kept[size].get(picture(photo, size))?.decoded ?? false;
}

function begin(address: string, size: "preview" | "full"): Kept {
  const image = new Image();
  image.src = address;
  const entry: Kept = { image, decoded: false, ready: image.decode().then(() => image) };
  entry.ready.then(
    () => {
      entry.decoded = true;
    },
    () => kept[size].delete(address), // asked for again, it is tried again
  );
  return entry;
}

function letGo(pictures: Map<string, Kept>, most: number): void {
  for (const [address, entry] of pictures) {
    if (pictures.size <= most) return;
    pictures.delete(address);
    if (!entry.decoded) entry.image.src = ""; // ends a request that nobody waits for
  }
}
