import { useFailures } from "../api/queries";
import styles from "./Thumb.module.css";

type Props = {
  photo: number;
  /** Why there is none, where that is known already. */
  why?: string | null | undefined;
  className?: string | undefined;
};

/** In the place of a photo that could not be rated: none of its pictures is asked for. Says why. */
export function NoPicture({ photo, why, className }: Props) {
  const reasons = useFailures(!why);
  const reason = why || reasons.data?.get(photo) || "";
  return (
    <span
      id={reasonName(photo)}
      className={`${styles.thumb} ${styles.failed} ${className ?? ""}`}
      title={reason}
    >
      <span className={styles.reason}>{reason || "could not be rated"}</span>
    </span>
  );
}

/** Names the words, for what they describe. */
export function reasonName(photo: number): string {
  return `reason-${photo}`;
}
