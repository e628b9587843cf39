/** What can be measured of a picture's pixels while somebody looks at it. */

export type Tones = {
  red: Uint32Array;
  green: Uint32Array;
  blue: Uint32Array;
  /** Shares of the pixels with a channel at its very end: black without drawing, white without drawing. */
  shadows: number;
  highlights: number;
};

/** As the signals have it, so that a reason and the histogram beside it name one figure: `winnow.signals.exposure`. */
const DARKEST = 5;
const BRIGHTEST = 253;

/** Histograms of `(H, W, 4)` uint8 sRGB, 256 bins each. */
export function tonesOf(pixels: Uint8ClampedArray): Tones {
  const [red, green, blue] = [new Uint32Array(256), new Uint32Array(256), new Uint32Array(256)];
  let shadows = 0;
  let highlights = 0;
  for (let at = 0; at + 3 < pixels.length; at += 4) {
    const [r, g, b] = [pixels[at] as number, pixels[at + 1] as number, pixels[at + 2] as number];
    red[r] = (red[r] as number) + 1;
    green[g] = (green[g] as number) + 1;
    blue[b] = (blue[b] as number) + 1;
    if (Math.max(r, g, b) <= DARKEST) shadows += 1;
    if (Math.max(r, g, b) >= BRIGHTEST) highlights += 1;
  }
  const count = Math.max(pixels.length / 4, 1);
  return { red, green, blue, shadows: shadows / count, highlights: highlights / count };
}

/** Second difference of the luma, of 255, from which an edge is in focus: soft edges stay below, grain too. */
const IN_FOCUS = 44;

/** The colour of the marks: seldom in nature, and seen on dark and bright. */
const MARK = [255, 46, 99, 255] as const;

/** Marks where the picture is in focus: `(H, W, 4)` uint8, transparent elsewhere. */
export function peaksOf(
  pixels: Uint8ClampedArray,
  width: number,
  height: number,
): Uint8ClampedArray<ArrayBuffer> {
  const luma = new Float32Array(width * height);
  for (let at = 0; at < luma.length; at += 1) {
    const [r, g, b] = [pixels[4 * at] as number, pixels[4 * at + 1] as number, pixels[4 * at + 2] as number];
    luma[at] = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  const marks = new Uint8ClampedArray(4 * width * height);
  for (let y = 1; y < height - 1; y += 1) {
    for (let at = y * width + 1; at < (y + 1) * width - 1; at += 1) {
      const around =
        (luma[at - 1] as number) +
        (luma[at + 1] as number) +
        (luma[at - width] as number) +
        (luma[at + width] as number);
      if (Math.abs(4 * (luma[at] as number) - around) >= IN_FOCUS) marks.set(MARK, 4 * at);
    }
  }
  return marks;
}

/** The colours of cameras' and other programs' warnings. */
const BLOWN = [255, 40, 40, 255] as const;
const BLOCKED = [60, 130, 255, 255] as const;

/** Marks where the picture is clipped, as `tonesOf` counts it: `(H, W, 4)` uint8, transparent elsewhere. */
export function clipsOf(pixels: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  const marks = new Uint8ClampedArray(pixels.length);
  for (let at = 0; at + 3 < pixels.length; at += 4) {
    const most = Math.max(pixels[at] as number, pixels[at + 1] as number, pixels[at + 2] as number);
    if (most >= BRIGHTEST) marks.set(BLOWN, at);
    else if (most <= DARKEST) marks.set(BLOCKED, at);
  }
  return marks;
}
