import { type KeyboardEvent, useEffect, useRef } from "react";
import { type Axis, type End, everything, inDigits, inWords, moved, type Range, within } from "../lib/brush";
import { count } from "../lib/words";
import styles from "./BrushEnds.module.css";

type Props = {
  /** What the values are: "score". */
  of: string;
  axis: Axis;
  shown: Range;
  bars: readonly number[];
  /** While the hand drags an end. */
  onHold: (range: Range) => void;
  /** When it lets go, and at each press of a key. */
  onBrush: (range: Range) => void;
  /** Whether the keys are with an end. */
  onKeys: (areHere: boolean) => void;
  /** Enter, at an end. */
  onEnter?: (() => void) | undefined;
};

/** The two ends of a brushed range: sliders of the browser's own, so that every screen reader and finger knows them. */
export function BrushEnds(props: Props) {
  return (
    <div className={styles.ends}>
      <BrushEnd {...props} end="low" />
      <BrushEnd {...props} end="high" />
    </div>
  );
}

const NAMES = { low: "Lowest", high: "Highest" };

function BrushEnd({ of, axis, end, shown, bars, onHold, onBrush, onKeys, onEnter }: Props & { end: End }) {
  const all = everything(axis);
  const slider = useRef<HTMLInputElement>(null);
  const drop = useRef((_: number) => {});
  drop.current = (to) => onBrush(moved(axis, shown, end, to));
  useEffect(() => {
    // React's onChange is the browser's `input`; only its `change` tells that the hand has let go.
    const listened = slider.current;
    const changed = () => listened && drop.current(listened.valueAsNumber);
    listened?.addEventListener("change", changed);
    return () => listened?.removeEventListener("change", changed);
  }, []);
  const photos = within(axis, bars, shown);
  function enter(event: KeyboardEvent): void {
    if (event.key !== "Enter" || !onEnter) return;
    event.preventDefault(); // it is not the view's, which has something else in mind
    onEnter();
  }
  return (
    <input
      ref={slider}
      type="range"
      min={all.low}
      max={all.high}
      step={axis.width}
      value={shown[end]}
      onChange={(event) => onHold(moved(axis, shown, end, event.target.valueAsNumber))}
      onKeyDown={enter}
      onKeyUp={() => onKeys(true)} // also of the Tab that led here
      onBlur={() => onKeys(false)}
      aria-label={`${NAMES[end]} ${of}`}
      aria-valuetext={`${inDigits(axis, shown[end])}${photos === null ? "" : `; ${count(photos, "photo")} from ${inWords(axis, shown)}`}`}
    />
  );
}
