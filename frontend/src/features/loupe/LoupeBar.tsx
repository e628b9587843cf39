import {
  BackIcon,
  ClippingIcon,
  CompareIcon,
  InfoIcon,
  NextIcon,
  PeakingIcon,
  SharpestIcon,
  ZoomIcon,
} from "../../components/icons";
import { ScoreBadge } from "../../components/ScoreBadge";
import { prefer, usePreferences } from "../../lib/preferences";
import styles from "./LoupeBar.module.css";
import type { Marked } from "./Marks";

type Props = {
  name: string;
  number: string;
  score: number | null;
  near: boolean;
  toggle: () => void;
  toSharpest: (() => void) | undefined;
  marking: Marked | null;
  toggleMarks: (what: Marked) => void;
  /** With the next photo; none is left where the list has one. */
  compare: (() => void) | undefined;
  back: () => void;
  /** What it leads to. */
  backTo: string;
  step: (by: number) => void;
};

/** Which photo it is, and ways of looking at it. */
export function LoupeBar(props: Props) {
  const { name, number, score, near, toggle, toSharpest, marking, toggleMarks, compare } = props;
  const { back, backTo, step } = props;
  const { showInfo } = usePreferences();
  return (
    <div className={styles.bar}>
      <button type="button" className="plain" onClick={back} title="Back (Esc)">
        <BackIcon />
        <span className={styles.word}>{backTo}</span>
      </button>
      <h1 className={styles.name}>{name || "\u00a0"}</h1>
      <ScoreBadge score={score} />
      <span className={styles.gap} />
      <button
        type="button"
        className={`plain ${styles.icon}`}
        aria-label="The photo before"
        onClick={() => step(-1)}
      >
        <BackIcon />
      </button>
      <span className={styles.number}>{number}</span>
      <button
        type="button"
        className={`plain ${styles.icon}`}
        aria-label="The next photo"
        onClick={() => step(1)}
      >
        <NextIcon />
      </button>
      <span className={styles.gap} />
      <Toggle label="Zoom (Space)" on={near} press={toggle}>
        <ZoomIcon />
      </Toggle>
      <button
        type="button"
        className={`plain ${styles.icon}`}
        title="Zoom to where it is sharpest (S)"
        aria-label="Zoom to where it is sharpest"
        disabled={!toSharpest}
        onClick={toSharpest}
      >
        <SharpestIcon />
      </button>
      <Toggle label="Mark what is in focus (E)" on={marking === "peaks"} press={() => toggleMarks("peaks")}>
        <PeakingIcon />
      </Toggle>
      <Toggle label="Mark what is clipped (J)" on={marking === "clips"} press={() => toggleMarks("clips")}>
        <ClippingIcon />
      </Toggle>
      <button
        type="button"
        className={`plain ${styles.icon}`}
        title="Compare with the next photo (C)"
        aria-label="Compare with the next photo"
        disabled={!compare}
        onClick={compare}
      >
        <CompareIcon />
      </button>
      <Toggle label="About this photo (I)" on={showInfo} press={() => prefer({ showInfo: !showInfo })}>
        <InfoIcon />
      </Toggle>
    </div>
  );
}

type ToggleProps = { label: string; on: boolean; press: () => void; children: React.ReactNode };

function Toggle({ label, on, press, children }: ToggleProps) {
  return (
    <button
      type="button"
      className={`plain ${styles.icon} ${on ? styles.on : ""}`}
      title={label}
      aria-label={label.replace(/ \(.*/, "")}
      aria-pressed={on}
      onClick={press}
    >
      {children}
    </button>
  );
}
