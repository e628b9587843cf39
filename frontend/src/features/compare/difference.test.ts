import { describe, expect, it } from "vitest";
import { type Compared, measured, written } from "./difference";

type Measured = Record<string, [value: number, points: number]>;

function photo(id: number, signals: Measured, more: Partial<Compared> = {}): Compared {
  const contributions = Object.entries(signals).map(([signal, [value, points]]) => ({
    signal,
    part: "technical",
    value,
    points,
    text: "",
  }));
  const explanation = {
    score: 5,
    own_score: 5,
    confidence: 1,
    base: 5,
    contributions,
    distribution: null,
    scorer: "",
  };
  const file = { width: 6000, height: 4000, bytes: 8e6, format: "jpeg", taken_at: null, shot: {} };
  return { id, ...file, explanation, ...more };
}

const signal = (name: string, part: string, lowest: number, highest: number) => ({
  name,
  label: `${name} of it`,
  part,
  lowest,
  highest,
});

/** As they are read: the name, and the figures, the best with a star. */
function read(differences: ReturnType<typeof measured>): string[] {
  return differences.map(({ name, cells }) =>
    [name, ...cells.map(({ text, isBest }) => text + (isBest ? "*" : ""))].join(" | "),
  );
}

describe("what winnow measured", () => {
  it("is told by the points between photos, in units that are read at once", () => {
    const found = measured(
      [
        photo(1, { sharpness: [-1.25, 0.4], clipped_highlights: [0.003, 0.3], saturation: [0.3, 0.1] }),
        photo(2, { sharpness: [-1.69, -0.5], clipped_highlights: [0.21, -0.2], saturation: [0.3, 0.1] }),
      ],
      [signal("sharpness", "technical", 0, 0)],
    );
    expect(read(found)).toEqual(["Sharpness of it | 0.42* | 0.31", "Clipped highlights | 0.3 %* | 21 %"]);
  });

  it("tells what photographers look for also where it hardly counts, and takes less noise for the better", () => {
    const signals = [signal("noise", "technical", 0, 4), signal("balance", "content", 0, 0.4)];
    const found = measured(
      [photo(1, { noise: [1, 0], balance: [0.1, 0] }), photo(2, { noise: [2, 0.01], balance: [0.3, 0.01] })],
      signals,
    );
    expect(read(found)).toEqual(["Noise of it | 2.00* | 4.00"]);
  });

  it("takes another model's signal as it is, and leaves open what was not measured", () => {
    const found = measured(
      [photo(1, { blur: [0.5, 0.2] }), photo(2, { blur: [20, -0.2] }), photo(3, {}, { explanation: null })],
      [signal("blur", "technical", 0, 1)],
    );
    expect(read(found)).toEqual(["Blur of it | 0.50* | 20.0 | –"]);
  });
});

describe("what the camera and the file say", () => {
  it("is told where it differs", () => {
    const found = written([
      photo(1, {}, { shot: { iso: 200, shutter_seconds: 1 / 250, aperture_f: 2.8 }, bytes: 9.1e6 }),
      photo(2, {}, { shot: { iso: 1600, shutter_seconds: 1 / 30, aperture_f: 2.8 }, bytes: 6.2e6 }),
    ]);
    expect(read(found)).toEqual([
      "ISO | 200* | 1600",
      "Shutter | 1/250 s | 1/30 s",
      "File | 9.1 MB* | 6.2 MB",
    ]);
  });

  it("takes the larger picture for the better, and no file of another kind", () => {
    const found = written([
      photo(1, {}, { width: 1500, height: 1000, bytes: 3e6, format: "png" }),
      photo(2, {}, { bytes: 2e6 }),
    ]);
    expect(read(found)).toEqual([
      "Pixels | 1,500 × 1,000 | 6,000 × 4,000*",
      "File | 3.0 MB | 2.0 MB",
      "Format | PNG | JPEG",
    ]);
  });

  it("tells the time of day of photos of one day", () => {
    const found = written([
      photo(1, {}, { taken_at: "2023-05-01T10:20:30" }),
      photo(2, {}, { taken_at: "2023-05-01T10:20:32" }),
      photo(3, {}),
    ]);
    expect(read(found)).toEqual(["Taken | 10:20:30 | 10:20:32 | –"]);
  });
});
