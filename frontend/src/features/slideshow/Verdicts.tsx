import { KeepIcon, RejectIcon } from "../../components/icons";
import { decideAndGoOn, type Marked, verdictOn } from "../../lib/decisionKeys";
import { useMark } from "../../lib/marks";
import { useStanding } from "../../lib/resting";
import styles from "./SlideshowPage.module.css";

type Props = {
  photo: Marked;
  /** Whether the next one is on its way: then this one was decided on, or passed over. */
  coming: boolean;
  after(): void;
};

/** Keep and reject for the hand that has no keyboard. Pressed once more, each is taken away. */
export function Verdicts({ photo, coming, after }: Props) {
  const { verdict } = useMark(photo);
  const standing = useStanding(`${photo.id} ${verdict} ${coming}`);
  const press = (pressed: boolean, verb: "keep" | "reject") =>
    standing(() => coming || decideAndGoOn(verdictOn([photo], pressed ? "unmark" : verb), after));
  const [kept, rejected] = [verdict === "kept", verdict === "rejected"];
  return (
    <fieldset className={styles.verdicts}>
      <legend className="unseen">Decide</legend>
      <button
        type="button"
        aria-pressed={kept}
        aria-keyshortcuts="P"
        className={styles.keep}
        onClick={press(kept, "keep")}
      >
        <KeepIcon /> Keep
      </button>
      <button
        type="button"
        aria-pressed={rejected}
        aria-keyshortcuts="X"
        className={styles.reject}
        onClick={press(rejected, "reject")}
      >
        <RejectIcon /> Reject
      </button>
    </fieldset>
  );
}
