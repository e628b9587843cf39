/** Filters in words: what a chip says, and which choices there are. */
import type { Filter, LibraryView, SignalInfo } from "../../api/types";
import { NO_SIGNAL, signalRange } from "./signalRange";

export const SORTS = [
  { value: "score", name: "Score" },
  { value: "taken_at", name: "Time taken" },
  { value: "name", name: "Name" },
  { value: "folder", name: "Folder" },
  { value: "group", name: "Moment" },
  { value: "decision", name: "Decision" },
  { value: "stars", name: "Stars" },
  { value: "camera", name: "Camera" },
  { value: "lens", name: "Lens" },
  { value: "format", name: "Format" },
  { value: "bytes", name: "File size" },
  { value: "confidence", name: "Confidence in the score" },
] as const;

/** Lists that begin with what is first in time or in the alphabet; all others begin with the most. */
const RISING = new Set(["taken_at", "name", "folder", "group", "camera", "lens", "format"]);

export function orderOf(filter: Filter): "asc" | "desc" {
  return filter.order ?? (RISING.has(filter.sort ?? "score") ? "asc" : "desc");
}

/** In words, by the order of a list. */
export function orderInWords(filter: Filter): string {
  const [rising, falling] = ORDERS[filter.sort ?? "score"] ?? ["Lowest first", "Highest first"];
  return orderOf(filter) === "asc" ? rising : falling;
}

const ALPHABET = ["A to Z", "Z to A"] as const;
const TIME = ["Earliest first", "Latest first"] as const;
const ORDERS: Readonly<Record<string, readonly [string, string]>> = {
  taken_at: TIME,
  group: TIME,
  decision: ["Rejected first", "Kept first"],
  stars: ["Fewest first", "Most first"],
  bytes: ["Smallest first", "Largest first"],
  name: ALPHABET,
  folder: ALPHABET,
  camera: ALPHABET,
  lens: ALPHABET,
  format: ALPHABET,
};

const PARTS = [
  { part: "technical", name: "Technical" },
  { part: "aesthetic", name: "Aesthetic" },
  { part: "content", name: "Content" },
] as const;

/** The signals by the part of the score that they belong to, each part in order of the alphabet. */
export function signalsByPart(
  signals: readonly SignalInfo[],
): { name: string; signals: { value: string; name: string }[] }[] {
  const known = new Set<string>(PARTS.map(({ part }) => part));
  const rest = { part: undefined, name: "Other signals" };
  return [...PARTS, rest]
    .map(({ part, name }) => ({
      name,
      signals: signals
        .filter((signal) => (part === undefined ? !known.has(signal.part) : signal.part === part))
        .map((signal) => ({ value: signal.name, name: capital(signal.label) }))
        .toSorted((one, other) => one.name.localeCompare(other.name)),
    }))
    .filter((each) => each.signals.length > 0);
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

export const DECISIONS = [
  { value: null, name: "All" },
  { value: "undecided", name: "Undecided" },
  { value: "kept", name: "Kept" },
  { value: "rejected", name: "Rejected" },
  { value: "starred", name: "Starred" },
] as const;

export const GROUPED = [
  { value: "exact", name: "Identical files" },
  { value: "copy", name: "Copies" },
  { value: "burst", name: "Bursts" },
  { value: "bracket", name: "Brackets" },
  { value: "panorama", name: "Panoramas" },
  { value: "scene", name: "Scenes" },
  { value: "none", name: "In no group" },
] as const;

export const SPARE = [
  { value: "true", name: "Could go" },
  { value: "false", name: "Not what could go" },
] as const;

export type Chip = { text: string; without: { [K in keyof Filter]?: null } };

/** A chip for each thing that narrows the list, but for the decision, whose buttons are in sight. */
export function chipsOf(filter: Filter, library: LibraryView | undefined): Chip[] {
  const chips: (Chip | null)[] = [
    range("score", filter.min_score, filter.max_score, { min_score: null, max_score: null }),
    range("taken", filter.since, filter.until, { since: null, until: null }),
    plain(filter.camera, { camera: null }),
    plain(filter.lens, { lens: null }),
    plain(filter.folder && `in ${filter.folder}`, { folder: null }),
    plain(filter.format, { format: null }),
    plain(filter.stars && `${"★".repeat(filter.stars)}${filter.stars < 5 ? " or more" : ""}`, {
      stars: null,
    }),
    plain(filter.label && `label ${filter.label}`, { label: null }),
    plain(GROUPED.find(({ value }) => value === filter.grouped)?.name, { grouped: null }),
    plain(filter.group && "one moment", { group: null }),
    plain(SPARE.find(({ value }) => value === String(filter.spare))?.name, { spare: null }),
    signalChip(filter, library),
    plain(filter.text && `“${filter.text}”`, { text: null }),
  ];
  return chips.filter((chip) => chip !== null);
}

function plain(text: string | 0 | null | undefined, without: Chip["without"]): Chip | null {
  return text ? { text, without } : null;
}

function range(
  what: string,
  low: number | string | null | undefined,
  high: number | string | null | undefined,
  without: Chip["without"],
): Chip | null {
  if (low == null && high == null) return null;
  if (high == null) return { text: `${what} from ${low}`, without };
  if (low == null) return { text: `${what} up to ${high}`, without };
  return { text: `${what} ${low} – ${high}`, without };
}

function signalChip(filter: Filter, library: LibraryView | undefined): Chip | null {
  const { name, low, high } = filter.signal ? signalRange(filter.signal) : NO_SIGNAL;
  if (!name) return null;
  const label = library?.signals.find((signal) => signal.name === name)?.label ?? name;
  return range(label, low, high, { signal: null }) ?? { text: label, without: { signal: null } };
}
