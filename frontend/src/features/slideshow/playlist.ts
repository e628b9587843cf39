/** Which photos a slideshow shows, best first, and which of them are fetched around the one that is shown. */
import type { Columns, Explanation, Filter, Mark } from "../../api/types";
import { rowAt } from "../../lib/columns";
import { filterOf } from "../../lib/filters";

export const DEFAULT_NUMBER = 50;
const AHEAD = 2;
const PREVIEW_PX = 2048;
const REASONS = 2;
/** Strong in most photos, and nothing that could be looked for; nor is what weights add that looks at no picture. */
const UNSEEN = new Set(["impression", "metadata", "bounds"]);

/** One photo of the show, as far as its picture goes, and what may be decided of it. */
export type Slide = { id: number; version: string; score: number; mark: Mark };

/** The list that an address such as `?n=100&min_score=7` means: the best first, unless it says otherwise. */
export function listOf(search: string): Filter {
  return { sort: "score", ...filterOf(search) };
}

/** How many photos it asks for. */
export function numberOf(search: string): number {
  const number = Number(new URLSearchParams(search).get("n"));
  return Number.isInteger(number) && number >= 1 ? number : DEFAULT_NUMBER;
}

/** The first photos of a list; what could not be scored is no slide. */
export function slidesOf(columns: Columns, number: number): readonly Slide[] {
  const slides: Slide[] = [];
  for (let place = 0; place < columns.id.length && slides.length < number; place += 1) {
    const photo = rowAt(columns, place);
    if (photo?.score != null) slides.push({ ...photo, score: photo.score });
  }
  return slides;
}

/** A place in a list that goes round. */
export function wrap(place: number, count: number): number {
  return count === 0 ? 0 : ((place % count) + count) % count;
}

/** The places to have at hand: the one shown, the next ones, the one before; each once. */
export function around(place: number, count: number): readonly number[] {
  const wanted = Array.from({ length: AHEAD + 1 }, (_, ahead) => wrap(place + ahead, count));
  return count === 0 ? [] : [...new Set([...wanted, wrap(place - 1, count)])];
}

/** The size that fills the screen with its own pixels, of those that the server has. */
export function sizeFor(screenLongSidePx: number): "preview" | "full" {
  return screenLongSidePx <= PREVIEW_PX ? "preview" : "full";
}

/** What counts most in a score, of what can be seen in the photo. */
export function reasonsOf(explanation: Explanation | null | undefined): readonly string[] {
  return (explanation?.contributions ?? [])
    .filter((one) => one.value !== null && !UNSEEN.has(one.signal))
    .toSorted((one, other) => Math.abs(other.points) - Math.abs(one.points))
    .slice(0, REASONS)
    .map((one) => one.text);
}

const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: "long", timeZone: "UTC" });

/** The day on which a photo was taken, by the camera's clock. */
export function dayOf(takenAt: string | null | undefined): string {
  const time = new Date(`${takenAt?.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(time.getTime()) ? "date not known" : DAY.format(time);
}
