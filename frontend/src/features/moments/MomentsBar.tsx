import type { Group } from "../../api/types";
import { BackIcon, NextIcon } from "../../components/icons";
import { prefer, usePreferences } from "../../lib/preferences";
import { CloseUpsSwitch } from "./CloseUpsSwitch";
import { step } from "./list";
import styles from "./MomentsBar.module.css";
import { useIsLooking } from "./useIsLooking";
import type { Moments } from "./useMoments";
import { KINDS, SORTS, STATES, type Wish } from "./wish";
import { KIND_NAMES, progressOf } from "./words";

const STATE_NAMES: Record<Wish["state"], string> = { waiting: "Waiting", all: "All", decided: "Decided" };
const SORT_NAMES: Record<Wish["sort"], string> = { strongest: "Strongest first", taken_at: "As taken" };

type Props = {
  wish: Wish;
  moments: Moments;
  current: Group | undefined;
  go(group: Group | undefined): void;
  onWish(wish: Wish): void;
};

/** How far one is, which moments are listed, and the way to the next. */
export function MomentsBar({ wish, moments, current, go, onWish }: Props) {
  const { autoAdvance } = usePreferences();
  const { list, total, decided } = moments;
  const isLooking = useIsLooking();
  const place = list.findIndex((group) => group.id === current?.id);
  return (
    <div className={styles.bar}>
      {total !== null && (
        <label className={styles.progress}>
          <progress max={Math.max(total, 1)} value={decided} />
          <span>
            {progressOf(decided, total)}
            <span className={styles.spare}> decided</span>
          </span>
        </label>
      )}
      <span role="status" className={styles.looking}>
        {isLooking && (
          <>
            Still looking<span className={styles.spare}> for moments</span>
          </>
        )}
      </span>
      <CloseUpsSwitch className={styles.switch} />
      <label
        className={`${styles.switch} ${styles.spare}`}
        title="After a decision go on to the next moment that waits"
      >
        <input
          type="checkbox"
          checked={autoAdvance}
          onChange={(event) => prefer({ autoAdvance: event.target.checked })}
        />
        Auto-advance
      </label>
      <select
        aria-label="Which moments"
        value={wish.state}
        onChange={(event) =>
          onWish({ ...wish, state: STATES.find((each) => each === event.target.value) ?? "waiting" })
        }
      >
        {STATES.map((state) => (
          <option key={state} value={state}>
            {STATE_NAMES[state]}
          </option>
        ))}
      </select>
      <select
        aria-label="Which kind"
        value={wish.kind ?? ""}
        onChange={(event) =>
          onWish({ ...wish, kind: KINDS.find((each) => each === event.target.value) ?? null })
        }
      >
        <option value="">All kinds</option>
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {KIND_NAMES[kind]}
          </option>
        ))}
      </select>
      <select
        className={styles.roomy}
        aria-label="In which order"
        value={wish.sort}
        onChange={(event) =>
          onWish({ ...wish, sort: SORTS.find((each) => each === event.target.value) ?? "strongest" })
        }
      >
        {SORTS.map((sort) => (
          <option key={sort} value={sort}>
            {SORT_NAMES[sort]}
          </option>
        ))}
      </select>
      <span className={styles.steps}>
        <button
          type="button"
          className="plain"
          aria-label="Moment before"
          title="Moment before (↑)"
          disabled={place <= 0}
          onClick={() => go(step(list, current?.id, -1))}
        >
          <BackIcon />
        </button>
        <button
          type="button"
          className="plain"
          aria-label="Next moment"
          title="Next moment (↓)"
          disabled={place < 0 || place >= list.length - 1}
          onClick={() => go(step(list, current?.id, 1))}
        >
          <NextIcon />
        </button>
      </span>
    </div>
  );
}
