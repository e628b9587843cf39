import type { PhotoDetail } from "../../api/types";
import { BackIcon, CloseIcon, NextIcon, SharpestIcon, TableIcon, ZoomIcon } from "../../components/icons";
import { MarkBar } from "../../components/MarkBar";
import { useMark } from "../../lib/marks";
import styles from "./BenchBar.module.css";
import type { Deeds } from "./Pane";

type Props = {
  looked: PhotoDetail;
  letter: string;
  isChampion: boolean;
  /** Whom an exchange brings. */
  who: "photo" | "challenger";
  near: boolean;
  why: boolean;
  leave(): void;
  exchange(by: 1 | -1): void;
  hasAnother(by: 1 | -1): boolean;
  magnify(): void;
  explain(): void;
  /** Where one was moved alone: all show one place again. */
  align: (() => void) | null;
  /** The photo that is looked at, if it can be seen. */
  decidedOn(): readonly PhotoDetail[];
  /** Where a pane has no room for its own deeds: what is done with the photo that is looked at. */
  deeds: Deeds | null;
};

/** All that keys do, for the hand that has none: on the photo that is looked at, and on all of them. */
export function BenchBar(props: Props) {
  const { looked, letter, isChampion, who, near, why, leave, exchange, hasAnother, decidedOn, deeds } = props;
  const mark = useMark(looked);
  return (
    <footer className={styles.bar}>
      <div className={styles.back}>
        <Tool label="Back (Esc)" press={leave}>
          <BackIcon />
          <span className={styles.word}>Back</span>
        </Tool>
      </div>
      <div className={styles.marks}>
        <span className={styles.letter} title={looked.name}>
          {letter}
        </span>
        <MarkBar photos={decidedOn} mark={mark} />
      </div>
      <div className={styles.deeds}>
        {deeds && (
          <>
            <button type="button" aria-pressed={isChampion} onClick={deeds.pin}>
              {isChampion ? "Unpin" : "Pin"}
            </button>
            {deeds.win && (
              <button type="button" onClick={deeds.win}>
                Wins
              </button>
            )}
            {deeds.takeAway && (
              <Tool label={`Take ${letter} away`} press={deeds.takeAway}>
                <CloseIcon />
              </Tool>
            )}
          </>
        )}
        <Tool label={`The ${who} before`} press={() => exchange(-1)} off={!hasAnother(-1)}>
          <BackIcon />
        </Tool>
        <span className={styles.who}>{who === "photo" ? `Photo ${letter}` : "Challenger"}</span>
        <Tool label={`The next ${who}`} press={() => exchange(1)} off={!hasAnother(1)}>
          <NextIcon />
        </Tool>
        {props.align && (
          <Tool label="All show one place again (A)" press={props.align}>
            <SharpestIcon />
          </Tool>
        )}
        <Tool label="Zoom all (Space)" press={props.magnify} on={near}>
          <ZoomIcon />
        </Tool>
        <Tool label="What differs (I)" press={props.explain} on={why}>
          <TableIcon />
        </Tool>
      </div>
    </footer>
  );
}

type ToolProps = { label: string; press(): void; on?: boolean; off?: boolean; children: React.ReactNode };

function Tool({ label, press, on, off = false, children }: ToolProps) {
  return (
    <button
      type="button"
      className={`plain ${styles.tool} ${on ? styles.on : ""}`}
      title={label}
      aria-label={label.replace(/ \(.*/, "")}
      aria-pressed={on}
      disabled={off}
      onClick={press}
    >
      {children}
    </button>
  );
}
