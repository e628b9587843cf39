/**
 * How a picture lies in its pane.
 *
 * A zoom belongs to no photo: it is kept from frame to frame, and shared by panes beside one another. So it says how
 * long the picture's long side is shown, in CSS pixels, and which point of the picture (0 to 1 from the left and the
 * top) lies in the middle of the pane. A resized copy then shows the same part of the picture as its original does.
 */

/**
 * `long` is null while the whole picture fits into the pane; the point is kept for the next time. A jump, as to 1:1 and
 * unlike a step or a turn of the wheel, is always seen to enlarge.
 */
export type Zoom = { long: number | null; x: number; y: number; isJump?: true };

export type Extent = { width: number; height: number };
export type Spot = { x: number; y: number };
export type Rect = { left: number; top: number; width: number; height: number };

export const WHOLE: Zoom = { long: null, x: 0.5, y: 0.5 };

/** How much of a pixel's own size is the most: beyond it there is nothing more to see. */
const MOST_TIMES = 8;

/** How much of what fits a small picture is enlarged to. */
const NEAR_TIMES = 2;

/** How much of what fits a jump leads to at least: less is hardly seen. */
const LEAST_JUMP = 1.2;

/** Of a pixel's own size, where steps lead. */
const STEPS = [1 / 8, 1 / 4, 1 / 3, 1 / 2, 2 / 3, 1, 1.5, 2, 3, 4, 6, MOST_TIMES] as const;

const UNKNOWN: Extent = { width: 3, height: 2 };

/** The picture's size; that of most photos where it could not be measured. */
function known(size: Extent): Extent {
  return size.width > 0 && size.height > 0 ? size : UNKNOWN;
}

function longSide(size: Extent): number {
  return Math.max(size.width, size.height);
}

/** The long side of a picture that just fits into the pane. */
export function fitting(size: Extent, pane: Extent): number {
  const { width, height } = known(size);
  return Math.min(pane.width / width, pane.height / height) * longSide({ width, height });
}

/** The long side at which one pixel of the picture is one of the screen. */
export function oneToOne(size: Extent, pixelRatio: number): number {
  return longSide(known(size)) / pixelRatio;
}

/** The long side as it is shown: from near always more than what fits; of a small picture twice that. */
function shownLong(zoom: Zoom, size: Extent, pane: Extent): number {
  const fit = fitting(size, pane);
  if (zoom.long === null) return fit;
  return zoom.long > fit * (zoom.isJump ? LEAST_JUMP : 1) ? zoom.long : NEAR_TIMES * fit;
}

/** How large a pixel of the picture is shown, of one of the screen: 1 is 1:1. Null where its size is not known. */
export function magnification(zoom: Zoom, size: Extent, pane: Extent, pixelRatio: number): number | null {
  if (known(size) !== size) return null;
  return shownLong(zoom, size, pane) / oneToOne(size, pixelRatio);
}

/** Where the picture lies, in CSS pixels from the pane's top left: without a gap at an edge that could be filled. */
export function frameOf(zoom: Zoom, size: Extent, pane: Extent): Rect {
  const { width, height } = known(size);
  const scale = shownLong(zoom, size, pane) / longSide({ width, height });
  const shown = { width: width * scale, height: height * scale };
  return {
    left: edge(pane.width, shown.width, zoom.x),
    top: edge(pane.height, shown.height, zoom.y),
    ...shown,
  };
}

function edge(room: number, shown: number, middle: number): number {
  if (shown <= room) return (room - shown) / 2;
  return Math.min(0, Math.max(room - shown, room / 2 - middle * shown));
}

/** The point of the picture under a point of the pane. */
export function spotAt(zoom: Zoom, size: Extent, pane: Extent, at: Spot): Spot {
  const frame = frameOf(zoom, size, pane);
  return { x: share((at.x - frame.left) / frame.width), y: share((at.y - frame.top) / frame.height) };
}

function share(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** Larger or smaller by a factor; what lies under `at` stays there, as far as the edges let it. */
export function zoomedBy(
  zoom: Zoom,
  factor: number,
  size: Extent,
  pane: Extent,
  at: Spot,
  pixelRatio: number,
): Zoom {
  const least = fitting(size, pane);
  const long = Math.min(mostLong(size, pane, pixelRatio), shownLong(zoom, size, pane) * factor);
  if (long <= least) return { ...zoom, long: null };
  const spot = spotAt(zoom, size, pane, at);
  const { width, height } = known(size);
  const scale = long / longSide({ width, height });
  return settled(
    {
      long,
      x: spot.x + (pane.width / 2 - at.x) / (width * scale),
      y: spot.y + (pane.height / 2 - at.y) / (height * scale),
    },
    size,
    pane,
  );
}

function mostLong(size: Extent, pane: Extent, pixelRatio: number): number {
  return Math.max(NEAR_TIMES * fitting(size, pane), MOST_TIMES * oneToOne(size, pixelRatio));
}

/** A step larger (1) or smaller (-1), to a round figure; what was looked at stays in the middle. */
export function steppedZoom(zoom: Zoom, by: 1 | -1, size: Extent, pane: Extent, pixelRatio: number): Zoom {
  const own = oneToOne(size, pixelRatio);
  const now = shownLong(zoom, size, pane) / own;
  const next =
    by > 0
      ? (STEPS.find((step) => step > 1.01 * now) ?? 1.5 * now)
      : (STEPS.findLast((step) => step < 0.99 * now) ?? 0);
  const long = Math.min(mostLong(size, pane, pixelRatio), next * own);
  if (long <= fitting(size, pane)) return { ...zoom, long: null };
  return settled({ long, x: zoom.x, y: zoom.y }, size, pane);
}

/** Moved by so many CSS pixels. */
export function pannedBy(zoom: Zoom, size: Extent, pane: Extent, move: Spot): Zoom {
  if (zoom.long === null) return zoom;
  const frame = frameOf(zoom, size, pane);
  const middle = { x: pane.width / 2 - frame.left - move.x, y: pane.height / 2 - frame.top - move.y };
  return settled({ ...zoom, x: middle.x / frame.width, y: middle.y / frame.height }, size, pane);
}

/** With the middle where the edges let it be, so that a pan back is felt at once. */
function settled(zoom: Zoom, size: Extent, pane: Extent): Zoom {
  const frame = frameOf(zoom, size, pane);
  return {
    ...zoom,
    x: share((pane.width / 2 - frame.left) / frame.width),
    y: share((pane.height / 2 - frame.top) / frame.height),
  };
}

/** From the whole picture to 1:1 at a point, the one looked at last if none is named; and back. */
export function toggledZoom(zoom: Zoom, size: Extent, pixelRatio: number, spot: Spot = zoom): Zoom {
  return zoom.long === null ? jumpTo(spot, size, pixelRatio) : { ...zoom, long: null };
}

/** 1:1 at a point. */
export function jumpTo({ x, y }: Spot, size: Extent, pixelRatio: number): Zoom {
  return { long: oneToOne(size, pixelRatio), x, y, isJump: true };
}

/** Of a window onto a small picture: enlarged, so that it is filled. */
const LEAST_LONG_PX = 480;

/**
 * How a picture lies behind a window, a CSS container, that shows a spot of it: one pixel of it, at most `most` long, on
 * one of the screen's. The spot is in the middle, but no edge of the picture leaves the window's.
 */
export function windowAt(
  spot: Spot,
  size: Extent,
  most: number,
  pixelRatio: number,
): { width: string; height: string; left: string; top: string } {
  const { width, height } = known(size);
  const long = Math.max(Math.min(longSide({ width, height }), most) / pixelRatio, LEAST_LONG_PX);
  const scale = long / longSide({ width, height });
  const behind = (room: string, shown: number, middle: number) =>
    `max(min(0px, 50${room} - ${px(middle * shown)}), min(100${room} - ${px(shown)}, 50${room} - ${px(shown / 2)}))`;
  return {
    width: px(width * scale),
    height: px(height * scale),
    left: behind("cqw", width * scale, spot.x),
    top: behind("cqh", height * scale, spot.y),
  };
}

function px(length: number): string {
  return `${Number(length.toFixed(2))}px`;
}
