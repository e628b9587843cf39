import { KeepIcon, RejectIcon } from "../../components/icons";
import { decideAndGoOn, type Marked, verdictOn } from "../../lib/decisionKeys";
import { useMark } from "../../lib/marks";
import styles from "./SlideshowPage.module.css";

/** Keep and reject for the hand that has no keyboard. Pressed once more, each is taken away. */
export function Verdicts({ photo, after }: { photo: Marked; after(): void }) {
  const { verdict } = useMark(photo);
  const press = (pressed: boolean, verb: "keep" | "reject") =>
    decideAndGoOn(verdictOn([photo], pressed ? "unmark" : verb), after);
  const [kept, rejected] = [verdict === "kept", verdict === "rejected"];
  return (
    <fieldset className={styles.verdicts}>
      <legend className="unseen">Decide</legend>
      <button
        type="button"
        aria-pressed={kept}
        aria-keyshortcuts="P"
        className={styles.keep}
        onClick={() => press(kept, "keep")}
      >
        <KeepIcon /> Keep
      </button>
      <button
        type="button"
        aria-pressed={rejected}
        aria-keyshortcuts="X"
        className={styles.reject}
        onClick={() => press(rejected, "reject")}
      >
        <RejectIcon /> Reject
      </button>
    </fieldset>
  );
}
