/** What a person asks to have exported: as the form and the address have it, and as the server wants it. */
import type { NewExport } from "../../api/types";

/** Which photos: everything that is asked for must hold. Numbers are as typed, empty for not asked. */
export type Form = {
  /** `these` are the photos that the grid sent along. */
  verdict: "any" | "kept" | "rejected" | "these";
  best: boolean;
  stars: string;
  minScore: string;
  top: string;
  to: string | null;
  by: NewExport["by"];
  flat: boolean;
  zip: string | null;
  gallery: string | null;
  originals: boolean;
  csv: string | null;
  json: string | null;
  xmp: boolean;
};

export const EMPTY: Form = {
  verdict: "kept",
  best: false,
  stars: "",
  minScore: "",
  top: "",
  to: null,
  by: "copy",
  flat: false,
  zip: null,
  gallery: null,
  originals: false,
  csv: null,
  json: null,
  xmp: false,
};

/** The places that an export can go to, each with a path of its own. */
export const PLACES = ["to", "zip", "gallery", "csv", "json"] as const;
export type Place = (typeof PLACES)[number];

/** Where each place would be, if nobody says otherwise: beside the library's folder, never in it. */
export function suggested(place: Place, folder: string): string {
  const beside = folder.replace(/[\\/]+$/, "");
  return { to: " - best", zip: " - best.zip", gallery: " - gallery", csv: ".csv", json: ".json" }[
    place
  ].replace(/^/, beside);
}

/** What is still missing, as a sentence; null when the plan can be asked for. */
export function missing(form: Form): string | null {
  if (!form.xmp && PLACES.every((place) => form[place] === null)) return "Choose where the photos are to go.";
  const unnamed = PLACES.find((place) => form[place]?.trim() === "");
  if (unnamed) return "Say where: a path on this computer.";
  const relative = PLACES.find((place) => form[place] !== null && !isAbsolute(form[place] ?? ""));
  if (relative) return "Give the whole path, from the root of the disk.";
  if (!isNumber(form.top, 1) || (form.top !== "" && !Number.isInteger(Number(form.top))))
    return "The best how many? A whole number, 1 or more.";
  if (!isNumber(form.minScore, 0, 10)) return "Scores are from 0 to 10.";
  return null;
}

function isNumber(text: string, lowest: number, highest = Number.POSITIVE_INFINITY): boolean {
  if (text === "") return true;
  const value = Number(text);
  return Number.isFinite(value) && value >= lowest && value <= highest;
}

function isAbsolute(path: string): boolean {
  return /^(\/|[a-z]:[\\/]|\\\\)/i.test(path.trim());
}

/** The request that the form stands for; `missing` says null of it. `these` are the photos that the grid sent along. */
export function asked(form: Form, these: readonly number[] | null): NewExport {
  const path = (place: Place) => form[place]?.trim() ?? null;
  const number = (text: string) => (text === "" ? null : Number(text));
  return {
    kept: form.verdict === "kept",
    rejected: form.verdict === "rejected",
    photos: form.verdict === "these" ? [...(these ?? [])] : null,
    everything: form.verdict === "any" && !isSidecarsAlone(form),
    best_of_groups: form.best,
    stars: number(form.stars),
    min_score: number(form.minScore),
    top: number(form.top),
    to: path("to"),
    by: form.by,
    flat: form.flat,
    zip: path("zip"),
    gallery: path("gallery"),
    originals: form.originals,
    csv: path("csv"),
    json_file: path("json"),
    xmp: form.xmp,
  };
}

/** Whether nothing is asked for but sidecars: then all is meant of which there is anything to say, rejects too. */
export function isSidecarsAlone(form: Form): boolean {
  return form.xmp && PLACES.every((place) => form[place] === null);
}

/** Whether files leave their place: then a person has to say so twice. */
export function moves(form: Form): boolean {
  return form.to !== null && form.by === "move";
}

/** For the address: what differs from an empty form. */
export function searchOf(form: Form): URLSearchParams {
  const told = Object.entries(form).filter(([name, value]) => value !== EMPTY[name as keyof Form]);
  return new URLSearchParams(told.map(([name, value]) => [name, String(value)]));
}

/** The form that an address has; what is not understood is as in an empty one. */
export function formOf(search: URLSearchParams): Form {
  const form: Record<string, unknown> = { ...EMPTY };
  for (const [name, value] of search) {
    const standard = form[name];
    if (typeof standard === "boolean") form[name] = value === "true";
    else if (name === "verdict")
      form[name] = oneOf(["any", "kept", "rejected", "these"], value, EMPTY.verdict);
    else if (name === "by") form[name] = oneOf(["copy", "hardlink", "symlink", "move"], value, EMPTY.by);
    else if (name in EMPTY) form[name] = value;
  }
  return form as Form;
}

function oneOf<T extends string>(known: readonly T[], value: string, otherwise: T): T {
  return known.find((each) => each === value) ?? otherwise;
}
