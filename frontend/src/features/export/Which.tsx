import { count } from "../../lib/words";
import styles from "./Fields.module.css";
import type { Form } from "./form";

export type FieldsProps = { form: Form; change: (to: Partial<Form>) => void };

const VERDICTS: readonly [Form["verdict"], string][] = [
  ["kept", "Kept"],
  ["any", "All but rejected"],
  ["rejected", "Rejected"],
];

/** Which photos. */
export function Which({ form, change, kept }: FieldsProps & { kept: number | undefined }) {
  return (
    <fieldset className={styles.fields}>
      <legend>Which photos</legend>
      <div className={styles.choices}>
        {VERDICTS.map(([verdict, name]) => (
          <label key={verdict} className={styles.choice}>
            <input
              type="radio"
              name="verdict"
              checked={form.verdict === verdict}
              onChange={() => change({ verdict })}
            />
            {name}
          </label>
        ))}
      </div>
      {form.verdict === "kept" && kept !== undefined && (
        <p className="quiet small">
          {kept === 0 ? "Nothing is marked as kept yet." : `${count(kept, "photo")} so far.`}
        </p>
      )}
      <div className={styles.narrow}>
        <label>
          Stars
          <select value={form.stars} onChange={(event) => change({ stars: event.target.value })}>
            <option value="">any</option>
            {[1, 2, 3, 4, 5].map((stars) => (
              <option key={stars} value={stars}>
                {"★".repeat(stars)} {stars < 5 && "or more"}
              </option>
            ))}
          </select>
        </label>
        <label>
          Score from
          <input
            type="number"
            min={0}
            max={10}
            step={0.1}
            placeholder="any"
            value={form.minScore}
            onChange={(event) => change({ minScore: event.target.value })}
          />
        </label>
        <label>
          The best
          <input
            type="number"
            min={1}
            step={1}
            placeholder="all"
            value={form.top}
            onChange={(event) => change({ top: event.target.value })}
          />
        </label>
      </div>
      <label className={styles.choice}>
        <input
          type="checkbox"
          checked={form.best}
          onChange={(event) => change({ best: event.target.checked })}
        />
        Of each burst and set of copies, the keeper alone
      </label>
    </fieldset>
  );
}
