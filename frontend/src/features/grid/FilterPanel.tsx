import type { ReactNode } from "react";
import type { Filter, LibraryView } from "../../api/types";
import { Histogram } from "../../components/Histogram";
import { asFilter, ofFilter, SCORES } from "../../lib/brush";
import { LABELS } from "../../lib/decisionKeys";
import { narrowing } from "../../lib/filters";
import type { Change } from "./FilterBar";
import styles from "./FilterPanel.module.css";
import { DECISIONS, GROUPED, SPARE } from "./filterWords";
import { Select } from "./Select";
import { SignalBrush } from "./SignalBrush";

type Decision = (typeof DECISIONS)[number]["value"];
type Grouped = (typeof GROUPED)[number]["value"] | null;

type Props = { filter: Filter; change: Change; library: LibraryView | undefined };

/** Everything that a list can be narrowed by; the list behind follows at once. */
export function FilterPanel({ filter, change, library }: Props) {
  const all = narrowing(filter);
  return (
    <div className={styles.panel}>
      <Histogram
        title={<span className={styles.label}>Score</span>}
        of="score"
        axis={SCORES}
        bars={library?.histogram ?? []}
        median={library?.median ?? null}
        range={ofFilter(filter)}
        onBrush={(range) => change(asFilter(range))}
        size="small"
      />
      <div className={styles.decision}>
        <Select
          label="Decision"
          value={filter.decision ?? ""}
          options={DECISIONS.flatMap(({ value, name }) => (value === null ? [] : { value, name }))}
          set={(value) => change({ decision: (value || null) as Decision })}
        />
      </div>
      <Pair label="Taken">
        <input
          type="date"
          aria-label="Taken since"
          value={filter.since?.slice(0, 10) ?? ""}
          onChange={(event) => change({ since: event.target.value || null })}
        />
        <span>to</span>
        <input
          type="date"
          aria-label="Taken until"
          value={filter.until?.slice(0, 10) ?? ""}
          onChange={(event) => change({ until: event.target.value || null })}
        />
      </Pair>
      <Choice
        label="Camera"
        facets={library?.cameras}
        value={filter.camera}
        set={(camera) => change({ camera })}
      />
      <Choice label="Lens" facets={library?.lenses} value={filter.lens} set={(lens) => change({ lens })} />
      <Choice
        label="Folder"
        facets={library?.folders}
        value={filter.folder}
        set={(folder) => change({ folder })}
      />
      <Choice
        label="Format"
        facets={library?.formats}
        value={filter.format}
        set={(format) => change({ format })}
      />
      <Select
        label="Group"
        value={filter.grouped ?? ""}
        options={GROUPED}
        set={(value) => change({ grouped: (value || null) as Grouped })}
      />
      <Select
        label="Spare"
        value={filter.spare == null ? "" : String(filter.spare)}
        options={SPARE}
        set={(value) => change({ spare: value ? value === "true" : null })}
      />
      <Select
        label="Stars"
        value={filter.stars == null ? "" : String(filter.stars)}
        options={[1, 2, 3, 4, 5].map((stars) => ({
          value: String(stars),
          name: stars < 5 ? `${"★".repeat(stars)} or more` : "★★★★★",
        }))}
        set={(value) => change({ stars: value ? Number(value) : null })}
      />
      <Select
        label="Label"
        value={filter.label ?? ""}
        options={LABELS.map((label) => ({ value: label, name: label }))}
        set={(value) => change({ label: value || null })}
      />
      <SignalBrush asked={filter.signal} change={change} signals={library?.signals ?? []} />
      <button
        type="button"
        disabled={all.length === 0}
        onClick={() => change(Object.fromEntries(all.map((name) => [name, null])))}
      >
        Clear all filters
      </button>
    </div>
  );
}

function Pair({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset className={styles.line}>
      <legend className="unseen">{label}</legend>
      <span className={styles.label} aria-hidden="true">
        {label}
      </span>
      <span className={styles.pair}>{children}</span>
    </fieldset>
  );
}

type ChoiceProps = {
  label: string;
  facets: LibraryView["cameras"] | undefined;
  value: string | null | undefined;
  set: (value: string | null) => void;
};

/** A value that photos of the library have; not offered where all have the same. */
function Choice({ label, facets = [], value, set }: ChoiceProps) {
  if (facets.length === 0 && !value) return null;
  return (
    <Select
      label={label}
      value={value ?? ""}
      options={facets.map((facet) => ({ value: facet.value, name: `${facet.value} (${facet.photos})` }))}
      set={(chosen) => set(chosen || null)}
    />
  );
}
