import { describe, expect, it } from "vitest";
import { clipsOf, peaksOf, tonesOf } from "./inspect";

/** A grey picture of so many columns and rows, from the brightness at each place. */
function grey(width: number, height: number, at: (x: number, y: number) => number): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const value = at(x, y);
      pixels.set([value, value, value, 255], 4 * (y * width + x));
    }
  }
  return pixels;
}

function marked(pixels: Uint8ClampedArray, width: number, height: number): number {
  const marks = peaksOf(pixels, width, height);
  return marks.filter((value, at) => at % 4 === 3 && value > 0).length;
}

describe("tones", () => {
  it("count every pixel once in each channel", () => {
    const tones = tonesOf(new Uint8ClampedArray([10, 20, 30, 255, 10, 40, 30, 255]));
    expect(tones.red[10]).toBe(2);
    expect(tones.green[20]).toBe(1);
    expect(tones.green[40]).toBe(1);
    expect(tones.blue[30]).toBe(2);
  });

  it("tell how much is clipped at either end", () => {
    const tones = tonesOf(grey(10, 10, (x) => (x < 2 ? 0 : x < 5 ? 255 : 128)));
    expect(tones.shadows).toBeCloseTo(0.2);
    expect(tones.highlights).toBeCloseTo(0.3);
  });

  it("take for clipped what JPEG leaves of it, as the signals do", () => {
    const rows = [0, 5, 6, 252, 253, 255].flatMap((level) => [level, level, level, 255]);
    const tones = tonesOf(new Uint8ClampedArray(rows));
    expect([tones.shadows, tones.highlights]).toEqual([2 / 6, 2 / 6]);
  });

  it("take one burnt channel for clipped, and deep colour for none", () => {
    expect(tonesOf(new Uint8ClampedArray([255, 10, 10, 255])).highlights).toBe(1);
    expect(tonesOf(new Uint8ClampedArray([0, 0, 90, 255])).shadows).toBe(0);
  });
});

describe("focus peaking", () => {
  it("marks a hard edge", () => {
    expect(
      marked(
        grey(20, 20, (x) => (x < 10 ? 60 : 180)),
        20,
        20,
      ),
    ).toBe(2 * 18);
  });

  it("marks no soft edge, and nothing where nothing is", () => {
    expect(
      marked(
        grey(40, 20, (x) => 60 + 3 * x),
        40,
        20,
      ),
    ).toBe(0);
    expect(
      marked(
        grey(20, 20, () => 128),
        20,
        20,
      ),
    ).toBe(0);
  });
});

it("marks what is clipped at either end, as it is counted, and nothing else", () => {
  const pixels = grey(10, 10, (x) => (x < 2 ? 0 : x < 5 ? 255 : 128));
  const marks = clipsOf(pixels);
  const colours = Array.from({ length: 10 }, (_, x) => [...marks.slice(4 * x, 4 * x + 4)].join());
  expect(new Set(colours.slice(0, 2))).toEqual(new Set(["60,130,255,255"]));
  expect(new Set(colours.slice(2, 5))).toEqual(new Set(["255,40,40,255"]));
  expect(new Set(colours.slice(5))).toEqual(new Set(["0,0,0,0"]));
  const { shadows, highlights } = tonesOf(pixels);
  expect(marks.filter((value, at) => at % 4 === 3 && value > 0)).toHaveLength(100 * (shadows + highlights));
});
