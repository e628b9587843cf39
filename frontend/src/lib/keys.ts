/** Keys: each view says which it knows and what they do; the sheet that `?` opens is made of the same list. */
import { useEffect, useRef, useSyncExternalStore } from "react";

/** What a key does. `keys` are `KeyboardEvent.key`s, small letters; with "Ctrl+" or "Shift+" before where held. */
export type Binding = { keys: string[]; does: string; run: (event: KeyboardEvent) => void };

type Scope = { name: string; bindings: () => readonly Binding[] };

let scopes: readonly Scope[] = [];
const listeners = new Set<() => void>();

function changed(next: readonly Scope[]): void {
  scopes = next;
  for (const listener of listeners) listener();
}

/** Have these keys work while the component is shown; what was added last comes first. */
export function useKeys(name: string, bindings: readonly Binding[]): void {
  const latest = useRef(bindings);
  latest.current = bindings;
  useEffect(() => {
    const scope: Scope = { name, bindings: () => latest.current };
    changed([...scopes, scope]);
    return () => changed(scopes.filter((each) => each !== scope));
  }, [name]);
}

/** What the sheet shows: every scope that is on, the innermost first. */
export function useBindings(): { name: string; bindings: readonly Binding[] }[] {
  const now = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => scopes,
  );
  return now.toReversed().map((scope) => ({ name: scope.name, bindings: scope.bindings() }));
}

/** The name of a pressed key, as bindings have it. */
export function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const held = event.ctrlKey || event.metaKey ? "Ctrl+" : "";
  return held + (event.shiftKey && event.key.length > 1 ? "Shift+" : "") + key;
}

/** Listen on the document; the person who types into a field means the field. */
export function listenForKeys(): () => void {
  function pressed(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.altKey || isTyping(event.target)) return;
    const name = nameOf(event);
    for (const scope of scopes.toReversed()) {
      const binding = scope.bindings().find((each) => each.keys.includes(name));
      if (binding) {
        event.preventDefault();
        binding.run(event);
        return;
      }
    }
  }
  document.addEventListener("keydown", pressed);
  return () => document.removeEventListener("keydown", pressed);
}

const TYPED_INTO = 'input:not([type="range"]):not([type="checkbox"]):not([type="radio"]), textarea, select';

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches(TYPED_INTO));
}
