import { CloseIcon } from "../components/icons";
import { useLasting } from "../lib/resting";
import { dismiss, useToasts } from "../lib/toasts";
import { useStep } from "./session";
import styles from "./Toasts.module.css";

/** Most answers are there before: nothing is to flicker. */
const SIGN_AFTER_MS = 300;

export function Toasts() {
  const toasts = useToasts();
  return (
    <div className={styles.toasts} aria-live="polite" role="log">
      {toasts.map(({ id, text, tone, action }) => (
        <div key={id} className={`${styles.toast} ${tone === "problem" ? styles.problem : ""}`}>
          <span className={styles.text}>{text}</span>
          {action && (
            <button
              type="button"
              onClick={() => {
                dismiss(id);
                action.run();
              }}
            >
              {action.label}
            </button>
          )}
          <button
            type="button"
            className={`plain ${styles.close}`}
            aria-label="Dismiss"
            onClick={() => dismiss(id)}
          >
            <CloseIcon />
          </button>
        </div>
      ))}
      <Step />
    </div>
  );
}

/** That something is being taken back, where the answer takes its time. */
function Step() {
  const step = useStep();
  const lasts = useLasting(step !== null, SIGN_AFTER_MS);
  if (!lasts) return null;
  return (
    <div className={`${styles.toast} ${styles.going}`}>
      {step === "undo" ? "Undoing…" : "Doing it again…"}
    </div>
  );
}
