import { score as written } from "../lib/words";
import styles from "./Badges.module.css";

/** A score on a photo. */
export function ScoreBadge({ score }: { score: number | null }) {
  if (score === null) return null;
  return (
    <span className={`${styles.badge} ${styles.score}`}>
      <span className="unseen">score </span>
      {written(score)}
    </span>
  );
}
