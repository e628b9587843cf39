import { max } from "d3-array";
import { type ScaleLinear, scaleLinear } from "d3-scale";
import { type CSSProperties, type PointerEvent, type ReactNode, useId, useRef, useState } from "react";
import {
  BAR_POINTS,
  brushed,
  EVERYTHING,
  inWords,
  isInside,
  type Range,
  rangeOfBar,
  within,
} from "../lib/brush";
import { count, number } from "../lib/words";
import { BrushEnds } from "./BrushEnds";
import styles from "./ScoreHistogram.module.css";

type Props = {
  title: ReactNode;
  /** How many photos have which score: one bar for each half point. */
  bars: readonly number[];
  median: number | null;
  /** The brushed part; null is all of it. */
  range: Range | null;
  /** Told when the hand lets go, or at each press of a key. */
  onBrush: (range: Range | null) => void;
  /** Enter, while something is brushed and the keys are with an end of it. */
  onEnter?: () => void;
  size: "large" | "small";
};

/** Scores from left to right, in percent of the width. */
const X = scaleLinear([EVERYTHING.low, EVERYTHING.high], [0, 100]).clamp(true);
/** About as many lines across. */
const LEVELS = 3;
/** As a share of a bar's width. */
const GAP = 0.08;
/** Percent of the height: a bar of one photo among thousands is seen. */
const LEAST = 1.5;

/** How many photos have which score. Drag over it, or move its two ends, also with keys, to brush a range. */
export function ScoreHistogram({ title, bars, median, range, onBrush, onEnter, size }: Props) {
  const [held, setHeld] = useState<Range | null>(null);
  const [pointed, setPointed] = useState<Range | null>(null);
  const [areKeysHere, setKeysHere] = useState(false);
  const id = useId();
  const shown = held ?? range ?? EVERYTHING;
  const told = held ?? (areKeysHere ? shown : pointed);

  function brush(next: Range): void {
    setHeld(null);
    onBrush(next.low <= EVERYTHING.low && next.high >= EVERYTHING.high ? null : next);
  }

  return (
    <figure className={`${styles.histogram} ${styles[size]}`} aria-labelledby={id}>
      <figcaption className={styles.caption}>
        <div id={id}>{title}</div>
        {median !== null && <span className={styles.middle}>median {median.toFixed(1)}</span>}
      </figcaption>
      <div className={styles.field}>
        <Plot
          bars={bars}
          median={median}
          shown={shown}
          pointed={pointed}
          onPoint={setPointed}
          onHold={setHeld}
          onBrush={brush}
        />
        {told && <Told bars={bars} range={told} />}
        <BrushEnds
          shown={shown}
          bars={bars}
          onHold={setHeld}
          onBrush={brush}
          onKeys={setKeysHere}
          onEnter={range ? onEnter : undefined}
        />
        <div className={styles.axis} aria-hidden="true">
          {X.ticks(5).map((score) => (
            <span key={score} style={{ left: `${X(score)}%` }}>
              {score}
            </span>
          ))}
        </div>
      </div>
      <BarTable bars={bars} />
    </figure>
  );
}

type PlotProps = Pick<Props, "bars" | "median"> & {
  shown: Range;
  pointed: Range | null;
  onPoint: (bar: Range | null) => void;
  onHold: (range: Range | null) => void;
  onBrush: (range: Range) => void;
};

/** The bars themselves, and the hand that moves over them. */
function Plot({ bars, median, shown, pointed, onPoint, onHold, onBrush }: PlotProps) {
  const from = useRef<number | null>(null);
  const y = heightsOf(bars);

  function press(event: PointerEvent<Element>): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = scoreAt(event);
    onPoint(null);
    onHold(brushed(from.current, from.current));
  }
  function move(event: PointerEvent<Element>): void {
    const score = scoreAt(event);
    if (from.current === null) onPoint(brushed(score, score));
    else onHold(brushed(from.current, score));
  }
  function drop(event: PointerEvent<Element>): void {
    if (from.current !== null) onBrush(brushed(from.current, scoreAt(event)));
    from.current = null;
  }
  /** A finger that moves up or down scrolls the page: it brushes nothing. */
  function cancel(): void {
    from.current = null;
    onHold(null);
  }

  return (
    <svg
      className={styles.plot}
      aria-hidden="true"
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={drop}
      onPointerCancel={cancel}
      onPointerLeave={() => onPoint(null)}
    >
      <rect className={styles.ground} width="100%" height="100%" />
      {(shown.low > EVERYTHING.low || shown.high < EVERYTHING.high) && (
        <rect
          className={styles.taken}
          x={`${X(shown.low)}%`}
          width={`${X(shown.high) - X(shown.low)}%`}
          height="100%"
        />
      )}
      <Levels y={y} />
      {bars.map((photos, bar) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
          key={bar}
          className={isInside(shown, bar) ? styles.inside : styles.outside}
          data-pointed={pointed?.low === rangeOfBar(bar).low || undefined}
          {...barOf(bar, photos, y)}
        />
      ))}
      {median !== null && (
        <line className={styles.median} x1={`${X(median)}%`} x2={`${X(median)}%`} y1="0" y2="100%" />
      )}
    </svg>
  );
}

/** How many photos how high up, in percent from the top. */
type Heights = ScaleLinear<number, number>;

function heightsOf(bars: readonly number[]): Heights {
  return scaleLinear([0, Math.max(max(bars) ?? 0, 1)], [100, 0]).nice(LEVELS);
}

/** Lines behind the bars, with how many photos they stand for. */
function Levels({ y }: { y: Heights }) {
  const whole = y.ticks(LEVELS).filter(Number.isInteger);
  return whole.map((photos) => (
    <g key={photos} className={styles.level}>
      <line x1="0" x2="100%" y1={`${y(photos)}%`} y2={`${y(photos)}%`} />
      <text x="-6" y={`${y(photos)}%`} dy="0.35em">
        {number(photos)}
      </text>
    </g>
  ));
}

function barOf(bar: number, photos: number, y: Heights) {
  const wide = X(BAR_POINTS);
  const tall = photos === 0 ? 0 : Math.max(100 - y(photos), LEAST);
  return {
    x: `${X(rangeOfBar(bar).low) + (wide * GAP) / 2}%`,
    y: `${100 - tall}%`,
    width: `${wide * (1 - GAP)}%`,
    height: `${tall}%`,
  };
}

function scoreAt(event: PointerEvent<Element>): number {
  const box = event.currentTarget.getBoundingClientRect();
  return X.invert((100 * (event.clientX - box.left)) / Math.max(box.width, 1));
}

/** What is pointed at or held, over the middle of it, and never past the edges. */
function Told({ bars, range }: { bars: readonly number[]; range: Range }) {
  const place = X((range.low + range.high) / 2);
  const style: CSSProperties = { left: `${place}%`, transform: `translateX(-${place}%)` };
  return (
    <p className={styles.told} style={style} aria-hidden="true">
      {toldOf(bars, range)}
    </p>
  );
}

/** 6.5 to 8.0: 12 photos */
function toldOf(bars: readonly number[], range: Range): string {
  const photos = within(bars, range);
  return inWords(range) + (photos === null ? "" : `: ${count(photos, "photo")}`);
}

/** The same for who cannot see it. */
function BarTable({ bars }: { bars: readonly number[] }) {
  return (
    <div className="unseen">
      <table>
        <caption>Photos by score</caption>
        <tbody>
          {bars.map((photos, bar) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
            <tr key={bar}>
              <th scope="row">{inWords(rangeOfBar(bar))}</th>
              <td>{number(photos)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
