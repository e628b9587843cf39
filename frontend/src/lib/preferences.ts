/** What a person sets once and means for good: kept in the browser's storage, the same in every tab. */
import { useSyncExternalStore } from "react";

export type Theme = "system" | "dark" | "light";

export type Preferences = {
  theme: Theme;
  /** Go on to the next photo after a decision. */
  autoAdvance: boolean;
  /** The height that rows of the grid aim at, in CSS pixels. */
  rowHeight: number;
  /** Whether the loupe shows what is known of the photo beside it. */
  showInfo: boolean;
  showFilmstrip: boolean;
  /** Whether the photos of a moment are shown as close-ups of one spot. */
  closeUps: boolean;
};

export const DEFAULTS: Preferences = {
  theme: "system",
  autoAdvance: true,
  rowHeight: 200,
  showInfo: false,
  showFilmstrip: true,
  closeUps: false,
};

const STORED = "winnow.preferences";

let current: Preferences = read();
const listeners = new Set<() => void>();

export function preferences(): Preferences {
  return current;
}

export function prefer(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  localStorage.setItem(STORED, JSON.stringify(current));
  for (const listener of listeners) listener();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, preferences);
}

/** Have the page's colours follow the theme, and what other tabs set hold here too. */
export function followPreferences(): () => void {
  function fromOtherTab(event: StorageEvent): void {
    if (event.key !== STORED) return;
    current = read();
    for (const listener of listeners) listener();
  }
  window.addEventListener("storage", fromOtherTab);
  const leave = subscribe(showTheme);
  showTheme();
  return () => {
    leave();
    window.removeEventListener("storage", fromOtherTab);
  };
}

function showTheme(): void {
  if (current.theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = current.theme;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What is stored, as far as it is of the right type: another version may have written it. */
function read(): Preferences {
  const kept = parsed(localStorage.getItem(STORED));
  const told = Object.entries(DEFAULTS).map(([name, standard]) => {
    const value = kept[name];
    return [name, typeof value === typeof standard ? value : standard];
  });
  return Object.fromEntries(told) as Preferences;
}

function parsed(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
