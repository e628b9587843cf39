import { SettingsIcon } from "../components/icons";
import { Popover } from "../components/Popover";
import { prefer, type Theme, usePreferences } from "../lib/preferences";
import styles from "./Settings.module.css";

const THEMES: readonly { theme: Theme; name: string }[] = [
  { theme: "system", name: "As the system" },
  { theme: "dark", name: "Dark" },
  { theme: "light", name: "Light" },
];

/** The few settings there are. */
export function Settings() {
  const { theme, autoAdvance } = usePreferences();
  return (
    <Popover label="Settings" button={<SettingsIcon />} className={`plain ${styles.button}`} side="right">
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
    </Popover>
  );
}
