/** Where one looks at photos, and from where one came: what the address says, and what outlives it. */
import type { Binding } from "./keys";
import { tabMemory } from "./tabMemory";

/** Which photo was looked at last, and in which list: where L leads. */
export type Place = {
  photo: number;
  /** The query string of the list. */
  search: string;
  /** Of the photo in the loupe. */
  address: string;
};

/** What a reload of the page must not forget; each tab has its own. */
type Seen = { last?: Place; grid: string; moment: string; weights: string };

const memory = tabMemory<Partial<Seen>>("place");

let seen: Seen = { grid: "/grid", moment: "/moments", weights: "/weights", ...memory.read((told) => told) };

function saw(change: Partial<Seen>): void {
  seen = { ...seen, ...change };
  memory.write(seen);
}

export function lastPlace(): Place | undefined {
  return seen.last;
}

export function sawPhoto(photo: number, search: string): void {
  saw({ last: { photo, search: withoutOrigin(search), address: `/photos/${photo}${search}` } });
  if (!new URLSearchParams(search).has("from")) sawGrid(`/grid${search}`);
}

/** The list that the grid had last, not one that another view made for the loupe: where G leads. */
export function lastGrid(): string {
  return seen.grid;
}

export function sawGrid(grid: string): void {
  if (grid !== seen.grid) saw({ grid });
}

/** The moment that was shown last, in its list: where M leads. */
export function lastMoment(): string {
  return seen.moment;
}

export function sawMoment(moment: string): void {
  if (moment !== seen.moment) saw({ moment });
}

/** The weights that were tried out last and are not saved: where W leads. */
export function lastWeights(): string {
  return seen.weights;
}

export function sawWeights(weights: string): void {
  if (weights !== seen.weights) saw({ weights });
}

/** The keys of the views that show photos, the same whatever is shown now. */
export function waysTo(go: (address: string) => void): Binding[] {
  return [
    { keys: ["o"], does: "Overview", run: () => go("/") },
    { keys: ["m"], does: "Moments", run: () => go(seen.moment) },
    { keys: ["g"], does: "Grid", run: () => go(seen.grid) },
  ];
}

/** A query string that says from which address one goes to a photo; nobody needs be told of the grid. */
export function withOrigin(search: string, from: string): string {
  const told = new URLSearchParams(search);
  told.set("from", from);
  return `?${told}`;
}

/** The address from which one came to a photo, with the photo where it shows one of many: the grid's where none is told. */
export function wayBack(search: string, photo?: number): string {
  const from = new URLSearchParams(search).get("from") ?? "";
  if (!/^\/(?!\/)/.test(from)) return `/grid${withoutOrigin(search)}`;
  const [path = "", query] = from.split("?");
  if (photo === undefined || !path.startsWith("/moments")) return from;
  const told = new URLSearchParams(query);
  told.set("photo", String(photo));
  return `${path}?${told}`;
}

function withoutOrigin(search: string): string {
  const told = new URLSearchParams(search);
  if (!told.has("from")) return search === "?" ? "" : search;
  told.delete("from");
  return told.size > 0 ? `?${told}` : "";
}

/** The state of an address that one came to from another view: leaving it goes back there. */
export const FROM_A_VIEW = { fromView: true };

export function cameFromAView(): boolean {
  return (history.state as Partial<typeof FROM_A_VIEW> | null)?.fromView === true;
}
