import type { Mark } from "../api/types";
import styles from "./Badges.module.css";
import { KeepIcon, RejectIcon } from "./icons";

/** What is decided of a photo: kept or rejected, its stars, its label. Nothing where nothing is decided. */
export function MarkBadges({ mark }: { mark: Mark }) {
  return (
    <>
      {mark.verdict && (
        <span className={`${styles.badge} ${styles[mark.verdict]}`} title={mark.verdict}>
          {mark.verdict === "kept" ? <KeepIcon /> : <RejectIcon />}
          <span className="unseen">{mark.verdict}</span>
        </span>
      )}
      {mark.stars > 0 && (
        <span className={`${styles.badge} ${styles.stars}`}>
          <span className={styles.each} aria-hidden="true">
            {"★".repeat(mark.stars)}
          </span>
          <span className={styles.brief} aria-hidden="true">
            {mark.stars}★
          </span>
          <span className="unseen">{mark.stars === 1 ? "1 star" : `${mark.stars} stars`}</span>
        </span>
      )}
      {mark.label && (
        <span className={`${styles.badge} ${styles.label}`} title={`label ${mark.label}`}>
          <span className={styles.dot} style={{ background: `var(--label-${mark.label})` }} />
          <span className="unseen">label {mark.label}</span>
        </span>
      )}
    </>
  );
}

/** The same in words, for the name of a picture. */
export function markInWords(mark: Mark): string {
  const words = [
    mark.verdict,
    mark.stars > 0 ? `${mark.stars} ${mark.stars === 1 ? "star" : "stars"}` : null,
    mark.label ? `label ${mark.label}` : null,
  ];
  return words.filter((word) => word !== null).join(", ");
}
