import { number } from "../lib/words";
import styles from "./Saving.module.css";
import { retryNow, useSaving } from "./session";

/** Whether every decision is saved: said by a dot and in words, and if not, why, with a way to try at once. */
export function Saving() {
  const { waiting, trouble } = useSaving();
  if (trouble !== null) {
    return (
      <div className={styles.saving} role="alert">
        <span className={`${styles.dot} ${styles.trouble}`} />
        <span className={styles.why} title={trouble}>
          {number(waiting)} not saved. {trouble}
        </span>
        <button type="button" onClick={retryNow}>
          Try now
        </button>
      </div>
    );
  }
  return (
    <div className={`${styles.saving} ${styles.well}`} role="status">
      <span className={`${styles.dot} ${waiting > 0 ? styles.waiting : styles.saved}`} />
      <span className={styles.word}>{waiting > 0 ? `${number(waiting)} waiting` : "Saved"}</span>
    </div>
  );
}
