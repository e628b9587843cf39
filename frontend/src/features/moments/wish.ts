/** Which moments are listed, and which photo of one is looked at, as it stands in the address. */
import type { Group, GroupFilter } from "../../api/types";

export const STATES = ["waiting", "all", "decided"] as const;
export type State = (typeof STATES)[number];

export const KINDS = ["burst", "copy", "exact", "bracket", "panorama"] as const;
export type MomentKind = (typeof KINDS)[number];

export const SORTS = ["strongest", "taken_at"] as const;
export type Sort = (typeof SORTS)[number];

export type Wish = { state: State; kind: MomentKind | null; sort: Sort };

const PAGE = 100;

export function wishOf(search: string): Wish {
  const told = new URLSearchParams(search);
  return {
    state: STATES.find((state) => state === told.get("state")) ?? "waiting",
    kind: KINDS.find((kind) => kind === told.get("kind")) ?? null,
    sort: SORTS.find((sort) => sort === told.get("sort")) ?? "strongest",
  };
}

/** The photo that is looked at; undefined for the keeper. */
export function lookedOf(search: string): number | undefined {
  const photo = Number(new URLSearchParams(search).get("photo"));
  return Number.isInteger(photo) && photo > 0 ? photo : undefined;
}

/** The address of a moment, or of the list where none is named. */
export function address(wish: Wish, group?: Pick<Group, "id">, photo?: number): string {
  const told = new URLSearchParams();
  if (wish.state !== "waiting") told.set("state", wish.state);
  if (wish.kind !== null) told.set("kind", wish.kind);
  if (wish.sort !== "strongest") told.set("sort", wish.sort);
  if (photo !== undefined) told.set("photo", String(photo));
  const text = told.toString();
  return `/moments${group ? `/${encodeURIComponent(group.id)}` : ""}${text ? `?${text}` : ""}`;
}

export function filterOf({ state, kind, sort }: Wish): GroupFilter {
  return { moments: true, sort, state, limit: PAGE, ...(kind === null ? {} : { kind: [kind] }) };
}

/** What counts all of them, decided or not. */
export function countFilterOf({ kind }: Pick<Wish, "kind">): GroupFilter {
  return { moments: true, state: "all", limit: 1, ...(kind === null ? {} : { kind: [kind] }) };
}
