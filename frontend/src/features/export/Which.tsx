import type { LibraryView } from "../../api/types";
import { number } from "../../lib/words";
import styles from "./Fields.module.css";
import { type Form, isSidecarsAlone } from "./form";

export type FieldsProps = { form: Form; change: (to: Partial<Form>) => void };

type WhichProps = FieldsProps & {
  library: LibraryView | undefined;
  /** The photos that the grid sent along. */
  these: readonly number[] | null;
};

/** Which photos, and how many each choice would be before it is narrowed. */
export function Which({ form, change, library, these }: WhichProps) {
  const of = (some: number | undefined) => (some === undefined ? "" : ` (${number(some)})`);
  const unrejected = library && library.photos - library.rejected;
  const verdicts: readonly (readonly [Form["verdict"], string])[] = [
    ...(these ? [["these", `From the grid${of(these.length)}`] as const] : []),
    ["kept", `Kept${of(library?.kept)}`],
    ["any", isSidecarsAlone(form) ? "All with anything to say" : `All but rejected${of(unrejected)}`],
    ["rejected", `Rejected${of(library?.rejected)}`],
  ];
  return (
    <fieldset className={styles.fields}>
      <legend>Which photos</legend>
      <div className={styles.choices}>
        {verdicts.map(([verdict, name]) => (
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
      {form.verdict === "kept" && library?.kept === 0 && (
        <p className="quiet small">Nothing is kept yet: press P on photos, or Enter in the moments.</p>
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
