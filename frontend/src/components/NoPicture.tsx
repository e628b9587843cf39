import { useFailures } from "../api/queries";
import styles from "./Thumb.module.css";

type Props = {
  photo: number;
  /** Why there is none, where that is known already, and its name is said beside it. */
  why?: string | null | undefined;
  className?: string | undefined;
};

/** In the place of a photo that could not be rated: none of its pictures is asked for. Says which it is, and why. */
export function NoPicture({ photo, why, className }: Props) {
  const failure = useFailures(!why).data?.get(photo);
  const reason = why || failure?.reason || "";
  const name = why ? "" : (failure?.name ?? "");
  return (
    <span
      id={reasonName(photo)}
      className={`${styles.thumb} ${styles.failed} ${className ?? ""}`}
      title={name ? `${name}: ${reason}` : reason}
    >
      <span className={styles.reason}>
        {name && <span className={styles.name}>{name}</span>} {reason || "could not be rated"}
      </span>
    </span>
  );
}

/** Names the words, for what they describe. */
export function reasonName(photo: number): string {
  return `reason-${photo}`;
}
