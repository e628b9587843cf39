import { Link } from "wouter";
import { runningOf, useExports } from "../lib/exports";
import { number } from "../lib/words";
import styles from "./Exporting.module.css";

/** While an export runs: how far it is, and the way to where it can be stopped. */
export function Exporting() {
  const run = runningOf(useExports());
  if (run === undefined) return null;
  const far = run.total > 0 ? `${number(run.done)} of ${number(run.total)} ${run.what}` : run.what;
  return (
    <Link
      href={`/export?run=${run.id}`}
      className={styles.exporting}
      title={far}
      aria-label={`Exporting ${far}`}
    >
      <span className={styles.word}>Exporting</span>
      <progress max={Math.max(1, run.total)} value={run.done} aria-hidden="true" />
    </Link>
  );
}
