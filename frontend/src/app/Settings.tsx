import { useEffect, useRef, useState } from "react";
import { SettingsIcon } from "../components/icons";
import { prefer, type Theme, usePreferences } from "../lib/preferences";
import styles from "./Settings.module.css";

const THEMES: readonly { theme: Theme; name: string }[] = [
  { theme: "system", name: "As the system" },
  { theme: "dark", name: "Dark" },
  { theme: "light", name: "Light" },
];

/** The few settings there are, in a small panel under their button. */
export function Settings() {
  const { theme, autoAdvance } = usePreferences();
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const leave = (event: Event) => {
      if (!place.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", leave);
    document.addEventListener("focusin", leave);
    return () => {
      document.removeEventListener("pointerdown", leave);
      document.removeEventListener("focusin", leave);
    };
  }, [open]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what is inside, from wherever the focus is in it
    <div ref={place} className={styles.place} onKeyDown={(event) => event.key === "Escape" && setOpen(false)}>
      <button
        type="button"
        className={`plain ${styles.button}`}
        title="Settings"
        aria-label="Settings"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <SettingsIcon />
      </button>
      {open && (
        <div className={styles.panel}>
          <label className={styles.line}>
            <input
              type="checkbox"
              checked={autoAdvance}
              onChange={(event) => prefer({ autoAdvance: event.target.checked })}
            />
            Go on to the next photo after a decision
          </label>
          <fieldset className={styles.themes}>
            <legend>Colours</legend>
            {THEMES.map((each) => (
              <label key={each.theme} className={styles.line}>
                <input
                  type="radio"
                  name="theme"
                  checked={theme === each.theme}
                  onChange={() => prefer({ theme: each.theme })}
                />
                {each.name}
              </label>
            ))}
          </fieldset>
        </div>
      )}
    </div>
  );
}
