import { useEffect, useRef, useState } from "react";
import { useLibrary } from "../../api/queries";
import type { Filter, LibraryView } from "../../api/types";
import { CloseIcon, FilterIcon } from "../../components/icons";
import { Popover } from "../../components/Popover";
import { type narrowed, narrowing } from "../../lib/filters";
import { useResting } from "../../lib/resting";
import styles from "./FilterBar.module.css";
import { FilterPanel } from "./FilterPanel";
import { chipsOf, DECISIONS, orderInWords, orderOf, SORTS, signalsByPart } from "./filterWords";

export type Change = (change: Parameters<typeof narrowed>[1]) => void;

/** The order of the list, and what narrows it: all of it in the address. */
export function FilterBar({ filter, change }: { filter: Filter; change: Change }) {
  const library = useLibrary().data;
  const active = narrowing(filter).length;
  const chips = chipsOf(filter, library); // without the decision, where its buttons are in sight
  return (
    <search className={styles.bar} aria-label="Photos shown">
      <SortChoice filter={filter} change={change} library={library} />
      <fieldset className={styles.decisions}>
        <legend className="unseen">Decision</legend>
        {DECISIONS.map(({ value, name }) => (
          <button
            key={name}
            type="button"
            aria-pressed={(filter.decision ?? null) === value}
            onClick={() => change({ decision: value })}
          >
            {name}
          </button>
        ))}
      </fieldset>
      <Popover
        button={
          <>
            <FilterIcon />
            <span className={styles.word}>Filters</span>
            {chips.length > 0 && (
              <span className={`${styles.number} ${styles.wide}`}>
                {chips.length}
                <span className="unseen"> in use</span>
              </span>
            )}
            {active > 0 && (
              <span className={`${styles.number} ${styles.narrow}`}>
                {active}
                <span className="unseen"> in use</span>
              </span>
            )}
          </>
        }
      >
        <FilterPanel filter={filter} change={change} library={library} />
      </Popover>
      <ul className={styles.chips} aria-label="Filters in use">
        {chips.map(({ text, without }) => (
          <li key={text}>
            <button
              type="button"
              className={styles.chip}
              aria-label={`Without ${text}`}
              onClick={() => change(without)}
            >
              {text}
              <CloseIcon />
            </button>
          </li>
        ))}
      </ul>
      <TextSearch text={filter.text ?? ""} change={change} />
    </search>
  );
}

type Part = { filter: Filter; change: Change; library: LibraryView | undefined };

function SortChoice({ filter, change, library }: Part) {
  const order = orderOf(filter);
  const turned = order === "asc" ? "desc" : "asc";
  return (
    <span className={styles.sort}>
      <select
        aria-label="Sorted by"
        value={filter.sort ?? "score"}
        onChange={(event) =>
          change({ sort: event.target.value === "score" ? null : event.target.value, order: null })
        }
      >
        {SORTS.map(({ value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
        {signalsByPart(library?.signals ?? []).map(({ name, signals }) => (
          <optgroup key={name} label={name}>
            {signals.map((signal) => (
              <option key={signal.value} value={signal.value}>
                {signal.name}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <button
        type="button"
        className={styles.order}
        title={orderInWords(filter)}
        aria-label={`Order: ${orderInWords(filter)}. Turn it round`}
        onClick={() => change({ order: turned })}
      >
        <span aria-hidden="true">{order === "asc" ? "↑" : "↓"}</span>
      </button>
    </span>
  );
}

const TYPING_MS = 250;

/** Text in the path; searched for once the typing rests. */
function TextSearch({ text, change }: { text: string; change: Change }) {
  const [typed, setTyped] = useState(text);
  const resting = useResting(typed, TYPING_MS);
  const asked = useRef(text);
  useEffect(() => {
    if (resting === asked.current) return;
    asked.current = resting;
    change({ text: resting || null });
  }, [resting, change]);
  useEffect(() => {
    if (text === asked.current) return; // another address, such as one went back to
    asked.current = text;
    setTyped(text);
  }, [text]);
  return (
    <input
      type="search"
      className={styles.text}
      placeholder="Name or folder"
      aria-label="Text in the name or folder"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
