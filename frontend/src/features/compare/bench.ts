/**
 * Photos beside one another, and who meets whom.
 *
 *     two to four photos → each has a pane; one is looked at
 *     one is pinned: the champion → arrows change the challenger, the other pane that was looked at last
 *     a winner of two → it is the champion; the next challenger of the list comes
 */
import type { NewDecision } from "../../api/types";

export const MOST = 4;

export type Bench = {
  /** Ids, in the order of their panes. */
  photos: readonly number[];
  champion: number | null;
};

/** Ids of an address such as `/compare/1,2,3`: each once, four at the most. */
export function photosOf(path: string): readonly number[] {
  const ids = path.split(",").map(Number);
  return [...new Set(ids.filter((id) => Number.isSafeInteger(id) && id > 0))].slice(0, MOST);
}

/** The champion that the query string names, if it is on the bench. */
export function championOf(search: string, photos: readonly number[]): number | null {
  const pinned = Number(new URLSearchParams(search).get("champion"));
  return photos.includes(pinned) ? pinned : null;
}

/** The address of a bench, with the list that its photos come from. */
export function address({ photos, champion }: Bench, search: string): string {
  const told = new URLSearchParams(search);
  told.delete("champion");
  if (champion !== null) told.set("champion", String(champion));
  const text = told.toString();
  return `/compare/${photos.join(",")}${text ? `?${text}` : ""}`;
}

/** The list that photos come from, without what is only this bench's. */
export function listSearch(search: string): string {
  const told = new URLSearchParams(search);
  told.delete("champion");
  return told.toString();
}

/** What a pane is called: A, B, C, D. */
export function letterOf(place: number): string {
  return String.fromCharCode("A".charCodeAt(0) + place);
}

/** The pane whose photo changes: the one looked at, but never the champion's. */
export function challengerOf({ photos, champion }: Bench, looked: number): number | null {
  if (looked !== champion) return looked;
  return photos.findLast((photo) => photo !== champion) ?? null;
}

/** The next photo of the list that is not on the bench and not out; null where the list ends. */
export function nextOf(
  list: readonly number[],
  from: number,
  by: 1 | -1,
  { photos }: Bench,
  isOut: (photo: number) => boolean = () => false,
): number | null {
  for (let place = list.indexOf(from) + by; place >= 0 && place < list.length; place += by) {
    const photo = list[place];
    if (photo !== undefined && !photos.includes(photo) && !isOut(photo)) return photo;
  }
  return null;
}

/** One photo in another's pane. */
export function exchanged(bench: Bench, old: number, by: number): Bench {
  return { ...bench, photos: bench.photos.map((photo) => (photo === old ? by : photo)) };
}

/** Without a photo; there is nothing to compare where only one is left. */
export function removed({ photos, champion }: Bench, photo: number): Bench {
  return { photos: photos.filter((each) => each !== photo), champion: champion === photo ? null : champion };
}

/** The photo so many panes on; round. */
export function lookOn({ photos }: Bench, looked: number, by: number): number {
  const place = photos.indexOf(looked);
  return photos[(place + by + photos.length) % photos.length] ?? looked;
}

/** What it means that one photo wins over another: kept and preferred, the other rejected. */
export function victory(winner: number, loser: number): NewDecision[] {
  const decision = (verb: NewDecision["verb"], photo: number, others: number[] = []): NewDecision => ({
    verb,
    photos: [photo],
    others,
    value: null,
    why: "",
  });
  return [decision("keeper", winner, [loser]), decision("keep", winner), decision("reject", loser)];
}

/** The bench after a duel: the winner stays as the champion, the next of the list that is not out challenges it. */
export function afterVictory(
  bench: Bench,
  winner: number,
  loser: number,
  list: readonly number[],
  isOut: (photo: number) => boolean,
): Bench | null {
  const place = list.indexOf(loser);
  const round = [...list.slice(place + 1), ...list.slice(0, Math.max(place, 0))];
  const next = round.find((photo) => !bench.photos.includes(photo) && !isOut(photo));
  return next === undefined ? null : { ...exchanged(bench, loser, next), champion: winner };
}
