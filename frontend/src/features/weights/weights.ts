/** How a person wants scores put together: a weight for each part, a leaning for each style. */
import type { PartInfo, Profiles, Weights } from "../../api/types";

/** Only what differs from the model's own: no part at its own weight is in it, and no leaning of 0. */
export type Chosen = { parts: Readonly<Record<string, number>>; styles: Readonly<Record<string, number>> };

export const OWN: Chosen = { parts: {}, styles: {} };

export type Kind = keyof Chosen;

/** The weight that the model gives each part: 1, or 0 for what it does not look at. Its leanings are all 0. */
export type Own = Readonly<Record<string, number>>;

export function ownOf(parts: readonly PartInfo[]): Own {
  return Object.fromEntries(parts.map(({ name, own }) => [name, own]));
}

/** What the model has, of one part or style. */
export function asOwn(own: Own, kind: Kind, name: string): number {
  return kind === "parts" ? (own[name] ?? 1) : 0;
}

export function get(chosen: Chosen, own: Own, kind: Kind, name: string): number {
  return chosen[kind][name] ?? asOwn(own, kind, name);
}

/** The weights with one of them set. */
export function set(chosen: Chosen, own: Own, kind: Kind, name: string, value: number): Chosen {
  const all = { ...chosen[kind], [name]: value };
  return { ...chosen, [kind]: told(all, own, kind) };
}

/** Weights that the server or an address gave, without what says nothing. */
export function chosenOf(weights: Weights | undefined, own: Own): Chosen {
  return { parts: told(weights?.parts, own, "parts"), styles: told(weights?.styles, own, "styles") };
}

/** The weights of the profile in use; the model's own where none is. */
export function inUseOf(profiles: Profiles["profiles"], active: string | null, own: Own): Chosen {
  return chosenOf(profiles.find((profile) => profile.name === active)?.weights, own);
}

function told(values: Chosen[Kind] | undefined, own: Own, kind: Kind): Chosen[Kind] {
  return Object.fromEntries(
    Object.entries(values ?? {}).filter(
      ([name, value]) => Number.isFinite(value) && value !== asOwn(own, kind, name),
    ),
  );
}

export function isOwn(chosen: Chosen): boolean {
  return Object.keys(chosen.parts).length === 0 && Object.keys(chosen.styles).length === 0;
}

/** Text for the address and for the server: the same for the same weights, in whichever order they were set. */
export function written(chosen: Chosen): string {
  return JSON.stringify({ parts: inOrder(chosen.parts), styles: inOrder(chosen.styles) });
}

function inOrder(values: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** Weights as `written`; null for anything else. */
export function read(text: string | null, own: Own): Chosen | null {
  if (text === null) return null;
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === "object" && found !== null ? chosenOf(found as Weights, own) : null;
  } catch {
    return null;
  }
}

export function same(one: Chosen, other: Chosen): boolean {
  return written(one) === written(other);
}

/** What the slider of a part says, of which the model's own weight is `own`: "as the model has it", "1.5 times". */
export function weightInWords(value: number, own: number): string {
  if (own === 0) return value === 0 ? "not counted" : `counted${value === 1 ? "" : ` ${times(value)}`}`;
  if (value === own) return "as the model has it";
  return value === 0 ? "left out" : times(value);
}

function times(value: number): string {
  return `${Number(value.toFixed(2))} times`;
}

/** What the slider of a style says: "30% more", "50% less". */
export function leaningInWords(value: number): string {
  if (value === 0) return "no leaning";
  return `${Math.round(100 * Math.abs(value))}% ${value > 0 ? "more" : "less"}`;
}

/** What a part looks at, and where it cannot, or not everywhere. */
export function sightInWords({ looks_at, photos }: PartInfo, scored: number): string {
  if (photos === 0) return `No photo here tells its ${looks_at.join(" or ")}.`;
  const all = looks_at.join(", ");
  return photos < scored ? `${all}: told by ${photos} of ${scored} photos` : all;
}

/** A profile's weights in one line: "aesthetic 1.5 times, 30% more saturation". */
export function summary(chosen: Chosen, own: Own): string {
  const parts = Object.entries(chosen.parts).map(
    ([name, value]) => `${name} ${weightInWords(value, asOwn(own, "parts", name))}`,
  );
  const styles = Object.entries(chosen.styles).map(([name, value]) => `${leaningInWords(value)} ${name}`);
  return [...parts, ...styles].join(", ") || "as the model has it";
}
