import { useState } from "react";
import type { ExportPlan } from "../../api/types";
import { useKeys } from "../../lib/keys";
import { count, number } from "../../lib/words";
import styles from "./Outcome.module.css";

type PlanProps = {
  plan: ExportPlan;
  moves: boolean;
  isStarting: boolean;
  /** For another export, which runs. */
  waits: boolean;
  onRun: () => void;
};

const SHOWN_AT_FIRST = 200;

/** What an export would do; a move has to be agreed to. */
export function Plan({ plan, moves, isStarting, waits, onRun }: PlanProps) {
  const [agreed, setAgreed] = useState(false);
  const [all, setAll] = useState(false);
  const shown = all ? plan.steps : plan.steps.slice(0, SHOWN_AT_FIRST);
  const hidden = plan.steps.length - shown.length;
  const may = !isStarting && !waits && (!moves || agreed) && plan.problem === "";
  const does = moves ? "Move" : "Export";
  useKeys("Export", [{ keys: ["Ctrl+Enter"], does: `${does}, as planned`, run: () => may && onRun() }]);
  return (
    <section className={styles.outcome} aria-label="Plan">
      <h2>What it would do</h2>
      <p>{count(plan.photos, "photo")}</p>
      <ul className={styles.targets} aria-label="Targets">
        {plan.targets.map((target) => (
          <li key={target}>{target}</li>
        ))}
      </ul>
      {plan.problem && (
        <p className={styles.problem} role="alert">
          {plan.problem}
        </p>
      )}
      {plan.warnings.map((warning) => (
        <p key={warning} className={styles.warning}>
          {warning}
        </p>
      ))}
      <ol className={styles.steps} aria-label="Steps">
        {shown.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
          <li key={index}>{step}</li>
        ))}
      </ol>
      {hidden > 0 && (
        <button type="button" className="plain" onClick={() => setAll(true)}>
          Show {number(hidden)} more
        </button>
      )}
      {moves && (
        <label className={styles.agree}>
          <input type="checkbox" checked={agreed} onChange={(event) => setAgreed(event.target.checked)} />
          <span>
            Yes, move {count(plan.files, "file")} out of where {plan.files === 1 ? "it lies" : "they lie"}{" "}
            now. <span className="quiet">This can be undone from the command line.</span>
          </span>
        </label>
      )}
      <button
        type="button"
        className="primary"
        title={`${does} (Ctrl+Enter)`}
        onClick={onRun}
        disabled={!may}
      >
        {does}
      </button>
      {waits && <p className="quiet small">Another export is running: this one can begin once it is over.</p>}
    </section>
  );
}
