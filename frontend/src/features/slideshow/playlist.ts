/** Which photos a slideshow shows, best first, and which of them are fetched around the one that is shown. */
import type { Columns, Filter } from "../../api/types";

export const DEFAULT_NUMBER = 50;
const MOST = 100_000;
const AHEAD = 2;
const PREVIEW_PX = 2048;

/** One photo of the show, as far as its picture goes. */
export type Slide = { id: number; version: string; score: number | null };

/** What the address asks for: how many photos, from what score on. */
export type Wish = { number: number; minScore: number | null };

/** What a query string such as `n=100&min_score=7` wishes for; what makes no sense in it is passed over. */
export function wishOf(search: string): Wish {
  const asked = new URLSearchParams(search);
  const number = Number(asked.get("n"));
  const minScore = asked.has("min_score") ? Number(asked.get("min_score")) : Number.NaN;
  return {
    number: Number.isInteger(number) && number >= 1 ? Math.min(number, MOST) : DEFAULT_NUMBER,
    minScore: Number.isFinite(minScore) ? Math.min(Math.max(minScore, 0), 10) : null,
  };
}

/** The list that a wish is cut from. */
export function filterOf(wish: Wish): Filter {
  return { sort: "score", order: "desc", ...(wish.minScore === null ? {} : { min_score: wish.minScore }) };
}

/** The best photos of a list; what could not be scored is no slide. */
export function slidesOf(columns: Columns, wish: Wish): readonly Slide[] {
  const slides: Slide[] = [];
  for (const [place, id] of columns.id.entries()) {
    const score = columns.score[place] ?? null;
    if (slides.length === wish.number) break;
    if (score !== null) slides.push({ id, version: columns.version[place] ?? "", score });
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
  return [...new Set([...wanted, wrap(place - 1, count)])].slice(0, count);
}

/** The size that fills the screen with its own pixels, of those that the server has. */
export function sizeFor(screenLongSidePx: number): "preview" | "full" {
  return screenLongSidePx <= PREVIEW_PX ? "preview" : "full";
}
