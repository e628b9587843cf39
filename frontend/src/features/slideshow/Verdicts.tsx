import { KeepIcon, RejectIcon } from "../../components/icons";
import { decideAndGoOn, type Marked, verdictOn } from "../../lib/decisionKeys";
import { useMark } from "../../lib/marks";
import { useStanding } from "../../lib/resting";
import styles from "./SlideshowPage.module.css";

type Props = {
  photo: Marked;
  /** Whether the next one was asked for, and is on its way: then this one was decided on, or passed over. */
  isPassing: boolean;
  after(): void;
};

const VERDICTS = [
  { verb: "keep", verdict: "kept", name: "Keep", shortcut: "P", Icon: KeepIcon },
  { verb: "reject", verdict: "rejected", name: "Reject", shortcut: "X", Icon: RejectIcon },
] as const;

/** Keep and reject for the hand that has no keyboard. Pressed once more, each is taken away. */
export function Verdicts({ photo, isPassing, after }: Props) {
  const { verdict: given } = useMark(photo);
  const standing = useStanding(`${photo.id} ${given} ${isPassing}`);
  return (
    <fieldset className={styles.verdicts}>
      <legend className="unseen">Decide</legend>
      {VERDICTS.map(({ verb, verdict, name, shortcut, Icon }) => (
        <button
          key={verb}
          type="button"
          aria-pressed={given === verdict}
          aria-keyshortcuts={shortcut}
          className={styles[verb]}
          onClick={standing(
            () => isPassing || decideAndGoOn(verdictOn([photo], given === verdict ? "unmark" : verb), after),
          )}
        >
          <Icon /> {name}
        </button>
      ))}
    </fieldset>
  );
}
