/** How a person wants scores put together: a weight for each part, a leaning for each style. */
import type { Weights } from "../../api/types";

/** Only what differs from the model's own: a weight of 1 and a leaning of 0 are not in it. */
export type Chosen = { parts: Readonly<Record<string, number>>; styles: Readonly<Record<string, number>> };

export const OWN: Chosen = { parts: {}, styles: {} };

const NOTHING = { parts: 1, styles: 0 } as const;

export type Kind = keyof typeof NOTHING;

export function get(chosen: Chosen, kind: Kind, name: string): number {
  return chosen[kind][name] ?? NOTHING[kind];
}

/** The weights with one of them set. */
export function set(chosen: Chosen, kind: Kind, name: string, value: number): Chosen {
  const others = Object.entries(chosen[kind]).filter(([other]) => other !== name);
  const all = value === NOTHING[kind] ? others : [...others, [name, value] as const];
  return { ...chosen, [kind]: Object.fromEntries(all) };
}

/** Weights that the server or an address gave, without what says nothing. */
export function chosenOf(weights: Weights | undefined): Chosen {
  return { parts: told(weights?.parts, NOTHING.parts), styles: told(weights?.styles, NOTHING.styles) };
}

function told(values: Readonly<Record<string, number>> | undefined, nothing: number): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values ?? {}).filter(([, value]) => Number.isFinite(value) && value !== nothing),
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
export function read(text: string | null): Chosen | null {
  if (text === null) return null;
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === "object" && found !== null ? chosenOf(found as Weights) : null;
  } catch {
    return null;
  }
}

export function same(one: Chosen, other: Chosen): boolean {
  return written(one) === written(other);
}

/** What a slider says: "as the model has it", "1.5 times", "left out", "30% more", "50% less". */
export function inWords(kind: Kind, value: number): string {
  if (value === NOTHING[kind]) return kind === "parts" ? "as the model has it" : "no leaning";
  if (kind === "parts") return value === 0 ? "left out" : `${Number(value.toFixed(2))} times`;
  const percent = Math.round(100 * Math.abs(value));
  return `${percent}% ${value > 0 ? "more" : "less"}`;
}

/** A profile's weights in one line: "aesthetic 1.5 times, 30% more saturation". */
export function summary(chosen: Chosen): string {
  const parts = Object.entries(chosen.parts).map(([name, value]) => `${name} ${inWords("parts", value)}`);
  const styles = Object.entries(chosen.styles).map(([name, value]) => `${inWords("styles", value)} ${name}`);
  return [...parts, ...styles].join(", ") || "as the model has it";
}
