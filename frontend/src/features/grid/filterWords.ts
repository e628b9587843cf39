/** Filters in words: what a chip says, and which choices there are. */
import type { Filter, LibraryView } from "../../api/types";
import { NO_SIGNAL, signalRange } from "./signalRange";

export const SORTS = [
  { value: "score", name: "Score" },
  { value: "taken_at", name: "Time taken" },
  { value: "name", name: "Name" },
  { value: "camera", name: "Camera" },
  { value: "lens", name: "Lens" },
  { value: "bytes", name: "File size" },
  { value: "confidence", name: "Confidence" },
] as const;

/** Lists that begin with what is first in time or in the alphabet; all others begin with the most. */
const RISING = new Set(["taken_at", "name", "camera", "lens"]);

export function orderOf(filter: Filter): "asc" | "desc" {
  return filter.order ?? (RISING.has(filter.sort ?? "score") ? "asc" : "desc");
}

export const DECISIONS = [
  { value: null, name: "All" },
  { value: "undecided", name: "Undecided" },
  { value: "kept", name: "Kept" },
  { value: "rejected", name: "Rejected" },
  { value: "starred", name: "Starred" },
] as const;

export const GROUPED = [
  { value: "exact", name: "Exact copies" },
  { value: "copy", name: "Copies" },
  { value: "burst", name: "Bursts" },
  { value: "bracket", name: "Brackets" },
  { value: "panorama", name: "Panoramas" },
  { value: "scene", name: "Scenes" },
  { value: "none", name: "In no group" },
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
    plain(filter.group && `group ${filter.group}`, { group: null }),
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
