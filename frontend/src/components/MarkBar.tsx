import type { Mark, NewDecision } from "../api/types";
import { decideAndGoOn, LABELS, labelFor, type Marked, starsFor, verdictOn } from "../lib/decisionKeys";
import { useStanding } from "../lib/resting";
import { KeepIcon, RejectIcon } from "./icons";
import styles from "./MarkBar.module.css";

type Props = {
  /** Those that a press decides on. */
  photos: () => readonly Marked[];
  /** The one that alone is in sight, where a press brings the next one there. */
  alone?: number;
  /** What is pressed in already: the mark of the one photo, none for several. */
  mark?: Mark | undefined;
  /** As for `useDecisionKeys`. */
  after?: () => void;
  disabled?: boolean;
};

/** Keep, reject, stars and labels for the hand that has no keyboard. Pressed once more, each is taken away. */
export function MarkBar({ photos, alone, mark, after, disabled = false }: Props) {
  const act = (decisions: readonly NewDecision[]) => decideAndGoOn(decisions, after);
  const standing = useStanding(`${alone}`);
  const judging = useStanding(alone === undefined ? "" : `${alone} ${mark?.verdict}`);
  const kept = mark?.verdict === "kept";
  const rejected = mark?.verdict === "rejected";
  return (
    <fieldset className={styles.bar} disabled={disabled}>
      <legend className="unseen">Decide</legend>
      <button
        type="button"
        className={`${styles.keep} ${kept ? styles.on : ""}`}
        aria-pressed={kept}
        title="Keep (P)"
        onClick={judging(() => act(verdictOn(photos(), kept ? "unmark" : "keep")))}
      >
        <KeepIcon />
        <span>Keep</span>
      </button>
      <button
        type="button"
        className={`${styles.reject} ${rejected ? styles.on : ""}`}
        aria-pressed={rejected}
        title="Reject (X)"
        onClick={judging(() => act(verdictOn(photos(), rejected ? "unmark" : "reject")))}
      >
        <RejectIcon />
        <span>Reject</span>
      </button>
      <span className={styles.stars}>
        {[1, 2, 3, 4, 5].map((stars) => (
          <button
            key={stars}
            type="button"
            className={`plain ${stars <= (mark?.stars ?? 0) ? styles.lit : ""}`}
            aria-label={stars === 1 ? "1 star" : `${stars} stars`}
            aria-pressed={mark?.stars === stars}
            title={`${stars === 1 ? "1 star" : `${stars} stars`} (${stars})`}
            onClick={standing(() => act(starsFor(photos(), mark?.stars === stars ? 0 : stars)))}
          >
            {stars <= (mark?.stars ?? 0) ? "★" : "☆"}
          </button>
        ))}
      </span>
      <span className={styles.labels}>
        {LABELS.map((label, place) => (
          <button
            key={label}
            type="button"
            className="plain"
            aria-label={`Label ${label}`}
            aria-pressed={mark?.label === label}
            title={`Label ${label}${place < 4 ? ` (${place + 6})` : ""}`}
            onClick={standing(() => act(labelFor(photos(), label)))}
          >
            <span
              className={`${styles.dot} ${mark?.label === label ? styles.chosen : ""}`}
              style={{ background: `var(--label-${label})` }}
            />
          </button>
        ))}
      </span>
    </fieldset>
  );
}
