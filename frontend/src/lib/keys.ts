/** Keys: each view says which it knows and what they do; the sheet that `?` opens is made of the same list. */
import { useEffect, useRef, useState, useSyncExternalStore } from "react";

/**
 * What a key does. `keys` are `KeyboardEvent.key`s, small letters; with "Ctrl+" or "Shift+" before where held.
 *
 * A key that is held does it once, so that a leaning finger decides nothing. Keys that move go on, as do those that
 * say that they repeat.
 */
export type Binding = { keys: string[]; does: string; run: (event: KeyboardEvent) => void; repeats?: true };

type Scope = { name: string; depth: number; bindings: () => readonly Binding[] };

let scopes: readonly Scope[] = [];
let deepest = 0;
const listeners = new Set<() => void>();

function changed(next: readonly Scope[]): void {
  scopes = next;
  for (const listener of listeners) listener();
}

/** Have these keys work while the component is shown; of two scopes that know a key, the inner one has it. */
export function useKeys(name: string, bindings: readonly Binding[]): void {
  const latest = useRef(bindings);
  latest.current = bindings;
  // React draws from the outside in, and runs effects from the inside out.
  const [depth] = useState(() => ++deepest);
  useEffect(() => {
    const scope: Scope = { name, depth, bindings: () => latest.current };
    changed([...scopes, scope].sort((one, other) => one.depth - other.depth));
    return () => changed(scopes.filter((each) => each !== scope));
  }, [name, depth]);
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
  const character = event.key.length === 1;
  const control = event.ctrlKey || event.metaKey;
  // Shift with a character alone is part of the character, or Caps Lock's twin.
  const shift = event.shiftKey && (control || !character || event.key === " ");
  return (
    (control ? "Ctrl+" : "") + (shift ? "Shift+" : "") + (character ? event.key.toLowerCase() : event.key)
  );
}

/** Listen on the document; what has the focus comes first with the keys that it lives by. */
export function listenForKeys(): () => void {
  function pressed(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.altKey || event.isComposing) return;
    if (belongsToFocus(event)) {
      if (event.repeat && event.key === "Enter" && isPressed(event.target)) event.preventDefault(); // it would click on
      return;
    }
    if (document.querySelector("dialog[open]") !== null) return;
    const name = nameOf(event);
    for (const scope of scopes.toReversed()) {
      const binding = scope.bindings().find((each) => each.keys.includes(name));
      if (binding) {
        event.preventDefault();
        if (!event.repeat || binding.repeats || MOVES.has(event.key)) binding.run(event);
        return;
      }
    }
  }
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", handBack);
  return () => {
    document.removeEventListener("keydown", pressed);
    document.removeEventListener("click", handBack);
  };
}

/** After a click with a mouse or finger the keys are the view's again: Space zooms, and does not click once more. */
function handBack(event: MouseEvent): void {
  const button = event.target instanceof Element ? event.target.closest("button, a[href]") : null;
  if (event.detail > 0 && button !== null && button === document.activeElement) {
    (button as HTMLElement).blur();
  }
}

const TYPED_INTO =
  'input:not([type="range"]):not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable]';
const PRESSED = "button, a[href], summary, [role=button], [role=menuitem], [role=tab]";
const MOVED = 'input[type="range"], input[type="radio"], [role=slider]';
const MOVES = new Set([
  "ArrowLeft",
  "ArrowRight",
  "ArrowUp",
  "ArrowDown",
  "Home",
  "End",
  "PageUp",
  "PageDown",
]);

function isPressed(focus: EventTarget | null): boolean {
  return focus instanceof HTMLElement && focus.matches(PRESSED);
}

function belongsToFocus(event: KeyboardEvent): boolean {
  const focus = event.target;
  if (!(focus instanceof HTMLElement)) return false;
  if (focus.matches(TYPED_INTO)) return true;
  if (MOVES.has(event.key)) return focus.matches(MOVED);
  if (event.key === " ") return focus.matches(`${PRESSED}, input`);
  return event.key === "Enter" && isPressed(focus);
}
