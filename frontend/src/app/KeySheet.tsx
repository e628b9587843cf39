import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { type Binding, useBindings, useKeys } from "../lib/keys";
import styles from "./KeySheet.module.css";

const WRITTEN: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  " ": "Space",
  Escape: "Esc",
  PageUp: "Page up",
  PageDown: "Page down",
};

/** The sheet while it is open, which `?` does too. */
export function useKeySheet(): { sheet: ReactNode; showKeys: () => void } {
  const [open, setOpen] = useState(false);
  const showKeys = useCallback(() => setOpen(true), []);
  useKeys("Everywhere", [{ keys: ["?"], does: "This sheet", run: showKeys }]);
  return { sheet: open && <KeySheet close={() => setOpen(false)} />, showKeys };
}

/** Every key that works now and what it does. It is made when it is opened, not with every step through the photos. */
function KeySheet({ close }: { close: () => void }) {
  const sheet = useRef<HTMLDialogElement>(null);
  const scopes = unhidden(useBindings());
  useEffect(() => sheet.current?.showModal(), []);
  function pressed(event: KeyboardEvent): void {
    if (event.key !== "?") return;
    event.preventDefault(); // the document hears it next, when the sheet is gone
    close();
  }
  return (
    <dialog
      ref={sheet}
      className={styles.sheet}
      aria-labelledby="keys-title"
      onKeyDown={pressed}
      onClose={close}
    >
      <form method="dialog" className={styles.head}>
        <h1 id="keys-title">Keys</h1>
        <button type="submit">Close</button>
      </form>
      <div className={styles.scopes}>
        {scopes.map(({ name, bindings }) => (
          <section key={name}>
            <h2>{name}</h2>
            <dl>
              {bindings.map((binding) => (
                <div key={binding.does} className={styles.line}>
                  <dt>
                    {shortened(binding.keys).map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{binding.does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </dialog>
  );
}

type ScopeOfSheet = { name: string; bindings: readonly Binding[] };

/** Without the bindings whose every key an inner scope has taken, and with scopes of one name put together. */
export function unhidden(scopes: readonly ScopeOfSheet[]): ScopeOfSheet[] {
  const taken = new Set<string>();
  const named = new Map<string, Binding[]>();
  for (const { name, bindings } of scopes) {
    const left = bindings.filter((binding) => binding.keys.some((key) => !taken.has(key)));
    for (const key of bindings.flatMap((binding) => binding.keys)) taken.add(key);
    if (left.length > 0) named.set(name, [...(named.get(name) ?? []), ...left]);
  }
  return [...named].map(([name, bindings]) => ({ name, bindings }));
}

/** Keys as they are written on a keyboard: digits that follow one another as a range, Shift only where it matters. */
export function shortened(keys: readonly string[]): string[] {
  const first = keys[0];
  const last = keys[keys.length - 1];
  if (keys.length > 2 && first && last && keys.every((key) => /^\d$/.test(key)))
    return [`${first} – ${last}`];
  return keys.filter((key) => !key.startsWith("Shift+") || !keys.includes(key.slice(6))).map(written);
}

function written(key: string): string {
  const plain = key.replace(/^(Ctrl\+)?(Shift\+)?/, "");
  const held = key.slice(0, key.length - plain.length).replaceAll("+", " + ");
  return held + (WRITTEN[plain] ?? (plain.length === 1 ? plain.toUpperCase() : plain));
}
