import type { ReactNode } from "react";
import styles from "./Notes.module.css";

/** Where there is nothing to show: why, and what to do. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={styles.note}>
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** Something is on its way. It shows itself only after a moment: most answers are there before. */
export function Spinner({ what = "Loading" }: { what?: string }) {
  return (
    <div className={`${styles.note} ${styles.spinner}`} role="status">
      <span className={styles.wheel} aria-hidden="true" />
      <span>{what}…</span>
    </div>
  );
}

/** Something went wrong: what, and a way to try again. */
export function ErrorNote({ error, retry }: { error: unknown; retry?: () => void }) {
  return (
    <div className={styles.note} role="alert">
      <h2>That did not work</h2>
      <p className="quiet">{error instanceof Error ? error.message : String(error)}</p>
      {retry && (
        <button type="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}
