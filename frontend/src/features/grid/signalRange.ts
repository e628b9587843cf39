/** A range of a signal as the address has it: `sharpness:0.2:0.8`, either end left out where there is none. */
export type SignalRange = { name: string; low: number | null; high: number | null };

export const NO_SIGNAL: SignalRange = { name: "", low: null, high: null };

export function signalRange(text: string): SignalRange {
  const [name = "", low = "", high = ""] = text.split(":");
  return { name, low: bound(low), high: bound(high) };
}

/** Null where nothing is asked for. */
export function signalText({ name, low, high }: SignalRange): string | null {
  if (!name || (low === null && high === null)) return null;
  return `${name}:${low ?? ""}:${high ?? ""}`;
}

function bound(text: string): number | null {
  return text !== "" && Number.isFinite(Number(text)) ? Number(text) : null;
}
