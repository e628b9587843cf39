import { CloseIcon } from "../components/icons";
import { dismiss, useToasts } from "../lib/toasts";
import styles from "./Toasts.module.css";

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
    </div>
  );
}
