import { type FormEvent, useState } from "react";
import type { Profiles } from "../../api/types";
import styles from "./ProfileBar.module.css";
import { type Chosen, chosenOf, isOwn, OWN, type Own, same, summary } from "./weights";

type ProfileBarProps = {
  profiles: Profiles["profiles"];
  active: string | null;
  chosen: Chosen;
  own: Own;
  onUse: (name: string | null, weights: Chosen) => void;
  onSave: (name: string) => void;
  onRemove: (name: string) => void;
};

const LONGEST_NAME = 80;

/** The profiles to choose from, and a name to save what the sliders say. */
export function ProfileBar({ profiles, active, chosen, own, onUse, onSave, onRemove }: ProfileBarProps) {
  const [name, setName] = useState("");
  const inUse = profiles.find((profile) => profile.name === active);
  const unsaved = !same(chosen, inUse ? chosenOf(inUse.weights, own) : OWN);
  const wanted = name.trim();

  function save(event: FormEvent): void {
    event.preventDefault();
    if (!wanted) return;
    onSave(wanted);
    setName("");
  }

  return (
    <section className={styles.profiles} aria-label="Profiles">
      <h2>Profiles</h2>
      <ul>
        <li>
          <Choice
            name="The model's own"
            says="as it was made"
            on={active === null}
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
                use={() => onUse(profile.name, weights)}
              />
              <button
                type="button"
                className="plain"
                onClick={() => onRemove(profile.name)}
                aria-label={`Delete the profile ${profile.name}`}
                title="Delete"
              >
                ✕
              </button>
            </li>
          );
        })}
      </ul>
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
        />
        <button type="submit" disabled={!wanted || isOwn(chosen)}>
          Save
        </button>
      </form>
      <p className="quiet small">
        The command line uses the same: <code>winnow top --profile {quoted(wanted || active || "NAME")}</code>
      </p>
    </section>
  );
}

type ChoiceProps = { name: string; says: string; on: boolean; use: () => void };

function Choice({ name, says, on, use }: ChoiceProps) {
  return (
    <button type="button" className={styles.choice} aria-pressed={on} onClick={use}>
      <span className={styles.name}>{name}</span>
      <span className={styles.says}>{on ? "in use" : says}</span>
    </button>
  );
}

function quoted(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}
