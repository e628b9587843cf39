/** In which figures photos differ most: what winnow measured, and what the camera and the file say. */
import { extent } from "d3-array";
import type { PhotoDetail, SignalInfo } from "../../api/types";
import { moment, shutter } from "../../lib/exposure";
import { bytes, number } from "../../lib/words";

export type Cell = { text: string; isBest: boolean };
/** A figure that is not the same for all; a cell for each photo. */
export type Difference = { name: string; cells: readonly Cell[] };
export type Compared = Pick<
  PhotoDetail,
  "id" | "width" | "height" | "bytes" | "format" | "taken_at" | "shot" | "explanation"
>;
type Signal = Pick<SignalInfo, "name" | "label" | "part" | "lowest" | "highest">;

const MOST_SIGNALS = 6;
/** Of the rank below, and in points of the score: less is chance. */
const WORTH_TELLING = 0.05;
/** Of the smaller file: frames of one burst differ by some percent, for what they show. */
const PLAINLY_LARGER = 1.25;
const NONE = "–";

type Write = (value: number) => string;
/** Which value everybody takes for the better one, whatever it is worth in points. */
type Better = "more" | "less";

/** How the value of a signal is written; others as they are. */
const WRITTEN: Readonly<Record<string, readonly [write: Write, better?: Better]>> = {
  impression: [(value) => value.toFixed(1), "more"],
  sharpness: [ofLog2, "more"],
  subject_sharpness: [ofLog2, "more"],
  edge_sharpness: [ofLog2, "more"],
  defocus: [ofLog2, "less"],
  motion_blur: [ofLog2, "less"],
  noise: [ofLog2, "less"],
  blockiness: [figures, "less"],
  grain: [percent],
  evenness: [percent],
  brightness: [percent],
  bright_tones: [percent],
  black_point: [percent],
  contrast: [percent],
  local_contrast: [ofLog2],
  light_contrast: [percent],
  dynamic_range: [percent],
  clipped_highlights: [percent, "less"],
  clipped_shadows: [percent, "less"],
  saturation: [percent],
  cast: [figures],
  hue_variety: [percent],
  balance: [percent],
  concentration: [percent],
  clutter: [percent],
  border_clutter: [percent],
  isolation: [ofLog2],
};

/** What winnow measured, the greatest differences first; the best is what everybody says, else what brings most points. */
export function measured(photos: readonly Compared[], signals: readonly Signal[]): readonly Difference[] {
  const found = new Map(signals.map((signal) => [signal.name, signal]));
  const names = new Set(
    photos.flatMap(({ explanation }) => explanation?.contributions.map(({ signal }) => signal) ?? []),
  );
  return [...names]
    .map((name) => {
      const seen = photos.map(({ explanation }) =>
        explanation?.contributions.find(({ signal }) => signal === name),
      );
      const points = seen.map((one) => (one?.value == null ? null : one.points));
      const values = seen.map((one) => one?.value ?? null);
      const rank = Math.max(spread(points), shareOf(spread(values), found.get(name)));
      const called = capital(found.get(name)?.label ?? name);
      const [write, better] = WRITTEN[name] ?? [figures];
      const plainly = spread(points) >= WORTH_TELLING ? points : points.map(() => null);
      const worth = better === "more" ? values : better === "less" ? values.map(negative) : plainly;
      return { rank, difference: differenceOf(called, values, write, worth) };
    })
    .filter(({ rank }) => rank >= WORTH_TELLING)
    .sort((one, other) => other.rank - one.rank)
    .flatMap(({ difference }) => difference ?? [])
    .slice(0, MOST_SIGNALS);
}

/** A difference as a share of all that the library has; only of what photographers look for, whatever it is worth. */
function shareOf(difference: number, signal: Signal | undefined): number {
  if (signal?.part !== "technical" || signal.highest <= signal.lowest) return 0;
  return difference / (signal.highest - signal.lowest);
}

/** What the camera and the file say. */
export function written(photos: readonly Compared[]): readonly Difference[] {
  const shots = photos.map(({ shot }) => shot);
  const areas = photos.map(({ width, height }) => width * height || null);
  const alike = new Set(photos.map(({ format, width, height }) => `${format} ${width * height}`)).size === 1;
  const sizes = photos.map((photo) => photo.bytes);
  const plainly = alike && Math.max(...sizes) >= PLAINLY_LARGER * Math.min(...sizes);
  const unranked = shots.map(() => null);
  const isos = shots.map(({ iso }) => iso ?? null);
  return [
    differenceOf("ISO", isos, String, isos.map(negative)),
    differenceOf(
      "Shutter",
      shots.map((shot) => shot.shutter_seconds ?? null),
      shutter,
      unranked,
    ),
    differenceOf(
      "Aperture",
      shots.map((shot) => shot.aperture_f ?? null),
      (value) => `f/${Number(value.toFixed(1))}`,
      unranked,
    ),
    differenceOf(
      "Length",
      shots.map((shot) => shot.focal_length_mm ?? null),
      (value) => `${Number(value.toFixed(1))} mm`,
      unranked,
    ),
    differenceOf("Taken", momentsOf(photos), String, unranked),
    differenceOf(
      "Pixels",
      photos.map(({ width, height }) => (width > 0 ? `${number(width)} × ${number(height)}` : null)),
      String,
      areas,
    ),
    // Of the same picture in the same format less was thrown away; else the figures say nothing about each other.
    differenceOf("File", sizes, bytes, plainly ? sizes : unranked),
    differenceOf(
      "Format",
      photos.map(({ format }) => format),
      (value) => value.toUpperCase(),
      unranked,
    ),
  ].filter((difference) => difference !== null);
}

/** The time of day where all were taken on one. */
function momentsOf(photos: readonly Compared[]): (string | null)[] {
  const days = new Set(photos.flatMap(({ taken_at }) => taken_at?.slice(0, 10) ?? []));
  return photos.map(({ taken_at }) =>
    taken_at ? (days.size === 1 ? taken_at.slice(11, 19) : moment(taken_at)) : null,
  );
}

/** Nothing where all read the same. The best is the one with the most `worth`, if one has more than another. */
function differenceOf<T>(
  name: string,
  values: readonly (T | null)[],
  write: (value: T) => string,
  worth: readonly (number | null)[],
): Difference | null {
  const texts = values.map((value) => (value === null ? NONE : write(value)));
  if (new Set(texts).size === 1) return null;
  const [least, most] = extent(worth.filter((each) => each !== null));
  const best = most !== undefined && least !== undefined && most > least ? most : null;
  const read = new Set(texts.filter((_, at) => worth[at] === best));
  return {
    name,
    cells: texts.map((text) => ({ text, isBest: best !== null && read.has(text) })),
  };
}

function spread(values: readonly (number | null)[]): number {
  const [least, most] = extent(values.filter((value) => value !== null));
  return (most ?? 0) - (least ?? 0);
}

/** 0.42, 1.85, 34.6, 120 */
function figures(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
}

/** What is measured as log2 is shown as what it is of: half as much reads as half. */
function ofLog2(value: number): string {
  return figures(2 ** value);
}

/** 0.3 %, 21 % */
function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)} %`;
}

function negative(value: number | null): number | null {
  return value === null ? null : -value;
}

function capital(label: string): string {
  const words = label.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
