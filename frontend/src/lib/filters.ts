/** Which photos a list has and in which order, as it stands in the address. */
import { useCallback, useMemo } from "react";
import { useLocation, useSearch } from "wouter";
import type { Filter, Mark } from "../api/types";

const TEXTS = [
  "sort",
  "order",
  "since",
  "until",
  "camera",
  "lens",
  "folder",
  "format",
  "decision",
  "label",
  "group",
  "grouped",
  "signal",
  "text",
  "weights",
] as const;
const NUMBERS = ["min_score", "max_score", "stars"] as const;
const SWITCHES = ["spare"] as const;

type Name = (typeof TEXTS)[number] | (typeof NUMBERS)[number] | (typeof SWITCHES)[number];

/** In one order always, so that the same list has the same address and is kept under the same key. */
const NAMES: readonly Name[] = [...TEXTS, ...NUMBERS, ...SWITCHES];

export function filterOf(search: string): Filter {
  const told = new URLSearchParams(search);
  const filter: Record<string, string | number | boolean> = {};
  for (const name of TEXTS) {
    const value = told.get(name);
    if (value) filter[name] = value;
  }
  for (const name of NUMBERS) {
    const value = told.get(name);
    if (value && Number.isFinite(Number(value))) filter[name] = Number(value);
  }
  for (const name of SWITCHES) {
    const value = told.get(name);
    if (value === "true" || value === "false") filter[name] = value === "true";
  }
  return filter as Filter; // the server says what is wrong with a value that it does not know
}

/** The query string of a filter, with its "?", empty for all photos. */
export function searchOf(filter: Filter): string {
  const told = new URLSearchParams();
  for (const name of NAMES) {
    const value = filter[name];
    if (value !== undefined && value !== null && value !== "") told.set(name, String(value));
  }
  const text = told.toString();
  return text ? `?${text}` : "";
}

/** A filter with some of its fields changed; null takes one away. */
export function narrowed(filter: Filter, change: { [K in Name]?: Filter[K] | null }): Filter {
  const next = { ...filter, ...change };
  return filterOf(searchOf(next as Filter));
}

/** What narrows the list: all but its order. */
export function narrowing(filter: Filter): Name[] {
  return NAMES.filter(
    (name) => name !== "sort" && name !== "order" && name !== "weights" && filter[name] != null,
  );
}

/** Whether a decision may change which photos the list has, or their order. */
export function dependsOnDecisions(filter: Filter): boolean {
  const { decision, stars, label, spare, sort } = filter;
  return [decision, stars, label, spare].some((asked) => asked != null) || BY_DECISIONS.has(sort ?? "");
}

const BY_DECISIONS = new Set(["decision", "stars"]);

/** Whether a photo with this mark is still what the list asks for. */
export function suits({ decision, stars, label, spare }: Filter, mark: Mark): boolean {
  if (decision === "starred" ? mark.stars === 0 : decision && decision !== (mark.verdict ?? "undecided"))
    return false;
  return !(
    mark.stars < (stars ?? 0) ||
    (label && label !== mark.label) ||
    (spare && mark.verdict === "kept")
  );
}

/** The filter of the address, and a way to change it there. */
export function useFilter(): [Filter, (change: Parameters<typeof narrowed>[1]) => void] {
  const search = useSearch();
  const [path, go] = useLocation();
  const filter = useMemo(() => filterOf(search), [search]);
  const change = useCallback(
    (wanted: Parameters<typeof narrowed>[1]) =>
      go(path + searchOf(narrowed(filter, wanted)), { replace: true }),
    [filter, path, go],
  );
  return [filter, change];
}
