import { describe, expect, it } from "vitest";
import { clippedInWords, outlineOf } from "./ToneHistogram";

function bins(filled: Record<number, number>): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, bin) => filled[bin] ?? 0);
}

describe("the outline of a channel", () => {
  it("is as high as the panel where the most pixels are, of all channels", () => {
    const tones = { red: bins({ 100: 50 }), green: bins({ 100: 25 }), blue: bins({}) };
    const outline = outlineOf(tones);
    expect(outline(tones.red)).toContain("L100,2L");
    expect(outline(tones.green)).toContain("L100,41L");
  });

  it("leaves room for the tones between when the ends are clipped", () => {
    const tones = { red: bins({ 0: 9000, 100: 50, 255: 9000 }), green: bins({}), blue: bins({}) };
    expect(outlineOf(tones)(tones.red)).toContain("L100,2L");
  });

  it("is flat for a picture without tones between", () => {
    const black = bins({ 0: 9000 });
    expect(outlineOf({ red: black, green: black, blue: black })(black)).toContain("L100,80L");
  });
});

it("clipping is told from a thousandth of the picture on", () => {
  expect(clippedInWords(0.0894)).toBe("8.9 % clipped");
  expect(clippedInWords(0.0004)).toBe("not clipped");
  expect(clippedInWords(undefined)).toBe("…");
});
