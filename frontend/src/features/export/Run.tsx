import type { ExportRun } from "../../api/types";
import { count, number } from "../../lib/words";
import styles from "./Outcome.module.css";

type RunProps = { run: ExportRun; isStopping: boolean; onStop: () => void; onAgain: () => void };

const TITLES: Record<ExportRun["state"], string> = {
  planned: "Not begun",
  running: "Exporting",
  finished: "Done",
  stopped: "Stopped",
  failed: "The export could not go on",
};

/** An export that runs or ran: how far, what came of it, what was left and why. */
export function Run({ run, isStopping, onStop, onAgain }: RunProps) {
  const running = run.state === "running";
  return (
    <section className={styles.outcome} aria-label="Export">
      <h2>{TITLES[run.state]}</h2>
      {running && (
        <>
          <progress max={Math.max(1, run.total)} value={run.done} aria-label="Exported" />
          <p className={styles.what}>
            {number(run.done)} of {number(run.total)} <span className="quiet">{run.what}</span>
          </p>
          <button type="button" onClick={onStop} disabled={isStopping}>
            {isStopping ? "Stopping…" : "Stop"}
          </button>
        </>
      )}
      {run.message && (
        <p className={run.state === "failed" ? styles.problem : styles.message}>{run.message}</p>
      )}
      {run.left.length > 0 && (
        <details open={run.left.length <= 10}>
          <summary>{count(run.left.length, "file")} left out</summary>
          <ul className={styles.steps}>
            {run.left.map((why) => (
              <li key={why}>{why}</li>
            ))}
          </ul>
        </details>
      )}
      {run.state === "stopped" && <p className="quiet">The same export goes on where it stopped.</p>}
      {run.undo && (
        <p className="quiet small">
          To put everything back, in a terminal: <code>{run.undo}</code>
        </p>
      )}
      {!running && (
        <button type="button" onClick={onAgain}>
          Another export
        </button>
      )}
    </section>
  );
}
