import { useEffect } from "react";
import { Popover } from "../components/Popover";
import { type Away, lookForServer, useReach } from "../lib/reach";
import { count, number } from "../lib/words";
import styles from "./Saving.module.css";
import { retryNow, useSaving } from "./session";

/** What is missed, and what to do, in few words and in whole sentences. */
const ADVICE: Readonly<Record<Away, { missed: string; short: string; whole: string }>> = {
  gone: {
    missed: "winnow",
    short: "Start winnow again",
    whole:
      "winnow cannot be reached. Is `winnow review` still running? If not, start it again, and in this browser open the address that it prints.",
  },
  locked: {
    missed: "winnow",
    short: "Open its new address",
    whole:
      "winnow was started again and does not know this page. In this browser, open the address that `winnow review` printed; another tab will do. Then this page goes on.",
  },
  unplugged: {
    missed: "The folder",
    short: "Is its disk connected?",
    whole:
      "The folder of these photos is not there. Is its disk connected? If the folder was moved or renamed, give it back its place. Then this page goes on.",
  },
};

/** Whether every decision is saved: said by a dot and in words, and if not, why, with a way to try at once. */
export function Saving() {
  const { waiting, trouble } = useSaving();
  const { away, returns } = useReach();
  useEffect(() => {
    if (returns > 0) retryNow();
  }, [returns]);
  if (trouble !== null || away !== null) {
    return <Trouble waiting={waiting} away={away} trouble={trouble} />;
  }
  return (
    <div className={`${styles.saving} ${styles.well}`} role="status">
      <span className={`${styles.dot} ${waiting > 0 ? styles.waiting : styles.saved}`} />
      <span className={styles.word}>{waiting > 0 ? `${number(waiting)} waiting` : "Saved"}</span>
    </div>
  );
}

type TroubleProps = { waiting: number; away: Away | null; trouble: string | null };

/** What is wrong and what to do, short enough for a phone; the whole of it behind a press. */
function Trouble({ waiting, away, trouble }: TroubleProps) {
  const { missed, short, whole } = away
    ? ADVICE[away]
    : { missed: "winnow", short: "Trying again", whole: trouble };
  const what = waiting > 0 ? `${number(waiting)} not saved` : `${missed} is away`;
  function retry(): void {
    retryNow();
    void lookForServer();
  }
  return (
    <div className={styles.saving} role="alert">
      <Popover
        side="right"
        className={`plain ${styles.trouble}`}
        button={
          <>
            <span className={`${styles.dot} ${styles.bad}`} />
            <span className={styles.why}>
              <strong>{what}</strong>
              <span>{short}</span>
            </span>
          </>
        }
      >
        <p className={styles.whole}>{whole}</p>
        {waiting > 0 && (
          <p className={styles.whole}>
            {count(waiting, "decision")} {waiting === 1 ? "waits" : "wait"} in this browser, also over a
            reload, and {waiting === 1 ? "is" : "are"} saved as soon as {missed.toLowerCase()} is back.
          </p>
        )}
        <button type="button" onClick={retry}>
          Try now
        </button>
      </Popover>
    </div>
  );
}
