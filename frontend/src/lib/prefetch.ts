/**
 * Pictures fetched and decoded before they are asked for.
 *
 *     prefetch → an image of our own, fetched and decoded, kept: the browser keeps what is decoded as long as somebody
 *                has the image, and paints an <img> of the same address at once
 *     too many → those that were wanted longest ago are let go
 */
import { picture, type Size } from "../api/client";
import type { Photo } from "../api/types";
import { saw } from "./sight";

/** Of previews, at most. */
export const PREVIEW_LONG_SIDE_PX = 2048;

export type Pictured = Pick<Photo, "id" | "version">;

/** What is fetched ahead of being asked for. */
type Ahead = Exclude<Size, "original">;

const MOST: Readonly<Record<Ahead, number>> = { thumbnail: 200, preview: 24, full: 3 };

type Kept = { image: HTMLImageElement; ready: Promise<HTMLImageElement>; decoded: boolean };

const kept: Record<Ahead, Map<string, Kept>> = { thumbnail: new Map(), preview: new Map(), full: new Map() };

/** Fetch and decode a picture unless that is done; fails as `Image.decode` does. */
export function prefetch(photo: Pictured, size: Ahead = "preview"): Promise<HTMLImageElement> {
  const address = picture(photo, size);
  const pictures = kept[size];
  const entry = pictures.get(address) ?? begin(address, size);
  pictures.delete(address);
  pictures.set(address, entry);
  letGo(pictures, MOST[size]);
  return entry.ready;
}

/** Whether the picture would be painted at once. */
export function isReady(photo: Pictured, size: Ahead = "preview"): boolean {
  return kept[size].get(picture(photo, size))?.decoded ?? false;
}

function begin(address: string, size: Ahead): Kept {
  const image = new Image();
  image.src = address;
  const entry: Kept = { image, decoded: false, ready: image.decode().then(() => image) };
  entry.ready.then(
    () => {
      entry.decoded = true;
      saw(address);
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
