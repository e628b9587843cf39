import { type FormEvent, useState } from "react";
import type { Profiles } from "../../api/types";
import styles from "./ProfileBar.module.css";
import { type Chosen, chosenOf, inUseOf, isOwn, OWN, type Own, same, summary } from "./weights";

type ProfileBarProps = {
  profiles: Profiles["profiles"];
  active: string | null;
  chosen: Chosen;
  own: Own;
  onUse: (name: string | null, weights: Chosen) => void;
  onSave: (name: string) => void;
  onRemove: (profile: Profiles["profiles"][number]) => void;
};

const LONGEST_NAME = 80;
const OWN_NAME = "The model's own"; // as `OWN_NAME` in workflows/profiles.py, where no profile may be called so

/** The profiles to choose from, and a name to save what the sliders say. */
export function ProfileBar({ profiles, active, chosen, own, onUse, onSave, onRemove }: ProfileBarProps) {
  const [name, setName] = useState("");
  const inUse = profiles.find((profile) => profile.name === active);
  const unsaved = !same(chosen, inUseOf(profiles, active, own));
  const wanted = name.trim();

  function save(event: FormEvent): void {
    event.preventDefault();
    if (!isName(wanted)) return;
    onSave(wanted);
    setName("");
  }

  return (
    <section className={styles.profiles} aria-label="Profiles">
      <h2>Profiles</h2>
      <ul>
        <li>
          <Choice
            name={OWN_NAME}
            says="as it was made"
            on={active === null}
            changed={unsaved}
            use={() => onUse(null, OWN)}
          />
        </li>
        {profiles.map((profile) => {
          const weights = chosenOf(profile.weights, own);
          return (
            <li key={profile.name}>
              <Choice
                name={profile.name}
                says={summary(weights, own)}
                on={profile.name === active}
                changed={unsaved}
                use={() => onUse(profile.name, weights)}
              />
              <button
                type="button"
                className="plain"
                onClick={() => onRemove(profile)}
                aria-label={`Delete the profile ${profile.name}`}
                title="Delete"
              >
                ✕
              </button>
            </li>
          );
        })}
      </ul>
      {unsaved && (
        <p className="small" role="status">
          Not saved: only this page ranks so. Saved, the grid, the moments and exports do too.
        </p>
      )}
      {inUse && unsaved && (
        <button type="button" onClick={() => onSave(inUse.name)}>
          Save to {inUse.name}
        </button>
      )}
      <form onSubmit={save} className={styles.save}>
        <input
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={LONGEST_NAME}
          placeholder="Name, such as Portraits"
          aria-label="Name of the profile"
          aria-invalid={wanted !== "" && !isName(wanted)}
        />
        <button type="submit" disabled={!isName(wanted) || isOwn(chosen)}>
          Save
        </button>
      </form>
      {wanted !== "" && !isName(wanted) && (
        <p className="small">
          {isOwnName(wanted)
            ? "The model's own weights have this name."
            : "A name has a letter or a digit in it, and no slash."}
        </p>
      )}
      <p className="quiet small">
        The command line uses the same: <code>winnow top --profile {quoted(wanted || active || "NAME")}</code>
      </p>
    </section>
  );
}

type ChoiceProps = { name: string; says: string; on: boolean; changed: boolean; use: () => void };

function Choice({ name, says, on, changed, use }: ChoiceProps) {
  const inUse = changed ? "in use, sliders differ" : "in use";
  return (
    <button type="button" className={styles.choice} aria-pressed={on} onClick={use}>
      <span className={styles.name}>{name}</span>
      <span className={styles.says}>{on ? inUse : says}</span>
    </button>
  );
}

/** As the server has it: it is typed on a command line, and stands in an address. */
function isName(name: string): boolean {
  return /[\p{L}\p{N}]/u.test(name) && !/[/\\]/.test(name) && !isOwnName(name);
}

function isOwnName(name: string): boolean {
  return name.toLowerCase() === OWN_NAME.toLowerCase();
}

function quoted(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}
