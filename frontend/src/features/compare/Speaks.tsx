import type { Advantage } from "./advantage";
import styles from "./Speaks.module.css";

type Props = {
  speaks: readonly Advantage[];
  /** The points that a whole bar stands for. */
  wholeBar: number;
};

/** What speaks for one of the photos that are compared. */
export function Speaks({ speaks, wholeBar }: Props) {
  if (speaks.length === 0) return <p className={`quiet small ${styles.speaks}`}>Nothing that stands out</p>;
  return (
    <ul className={styles.speaks} aria-label="What speaks for it">
      {speaks.map(({ signal, label, words, points }) => (
        <li key={signal}>
          <span className={styles.bar} aria-hidden="true">
            <span style={{ width: `${(100 * points) / wholeBar}%` }} />
          </span>
          <span className={styles.points}>+{points.toFixed(1)}</span>
          <span className={styles.words}>
            {words ?? <span className="quiet">less against it: {label.toLowerCase()}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
