import { max } from "d3-array";
import { type ScaleLinear, scaleLinear } from "d3-scale";
import { type CSSProperties, type PointerEvent, type ReactNode, useId, useRef, useState } from "react";
import {
  type Axis,
  brushed,
  everything,
  inDigits,
  inWords,
  isEverything,
  isInside,
  type Range,
  rangeOfBar,
  within,
} from "../lib/brush";
import { count, number } from "../lib/words";
import { BrushEnds } from "./BrushEnds";
import styles from "./Histogram.module.css";

type Props = {
  title: ReactNode;
  /** What the values are, within a sentence: "score". */
  of: string;
  axis: Axis;
  /** How many photos have which value: a number for each bar of the axis. */
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

/** About as many lines across. */
const LEVELS = 3;
/** As a share of a bar's width. */
const GAP = 0.08;
/** Percent of the height: a bar of one photo among thousands is seen. */
const LEAST = 1.5;

/** How many photos have which value. Drag over it, or move its two ends, also with keys, to brush a range. */
export function Histogram({ title, of, axis, bars, median, range, onBrush, onEnter, size }: Props) {
  const [held, setHeld] = useState<Range | null>(null);
  const [pointed, setPointed] = useState<Range | null>(null);
  const [areKeysHere, setKeysHere] = useState(false);
  const id = useId();
  const x = acrossOf(axis);
  const shown = held ?? range ?? everything(axis);
  const told = held ?? (areKeysHere ? shown : pointed);

  function brush(next: Range): void {
    setHeld(null);
    onBrush(isEverything(axis, next) ? null : next);
  }

  return (
    <figure className={`${styles.histogram} ${styles[size]}`} aria-labelledby={id}>
      <figcaption className={styles.caption}>
        <div id={id}>{title}</div>
        {median !== null && <span className={styles.middle}>median {inDigits(axis, median)}</span>}
      </figcaption>
      <div className={styles.field}>
        <Plot
          axis={axis}
          bars={bars}
          median={median}
          shown={shown}
          pointed={pointed}
          onPoint={setPointed}
          onHold={setHeld}
          onBrush={brush}
        />
        {told && <Told axis={axis} bars={bars} range={told} />}
        <BrushEnds
          of={of}
          axis={axis}
          shown={shown}
          bars={bars}
          onHold={setHeld}
          onBrush={brush}
          onKeys={setKeysHere}
          onEnter={range ? onEnter : undefined}
        />
        <div className={styles.axis} aria-hidden="true">
          {x.ticks(5).map((value) => (
            <span key={value} style={{ left: `${x(value)}%` }}>
              {x.tickFormat(5)(value)}
            </span>
          ))}
        </div>
      </div>
      <BarTable of={of} axis={axis} bars={bars} />
    </figure>
  );
}

type PlotProps = Pick<Props, "axis" | "bars" | "median"> & {
  shown: Range;
  pointed: Range | null;
  onPoint: (bar: Range | null) => void;
  onHold: (range: Range | null) => void;
  onBrush: (range: Range) => void;
};

/** The bars themselves, and the hand that moves over them. */
function Plot({ axis, bars, median, shown, pointed, onPoint, onHold, onBrush }: PlotProps) {
  const from = useRef<number | null>(null);
  const x = acrossOf(axis);
  const y = heightsOf(bars);
  const valueAt = (event: PointerEvent<Element>) => x.invert(percentAt(event));

  function press(event: PointerEvent<Element>): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = valueAt(event);
    onPoint(null);
    onHold(brushed(axis, from.current, from.current));
  }
  function move(event: PointerEvent<Element>): void {
    const value = valueAt(event);
    if (from.current === null) onPoint(brushed(axis, value, value));
    else onHold(brushed(axis, from.current, value));
  }
  function drop(event: PointerEvent<Element>): void {
    if (from.current !== null) onBrush(brushed(axis, from.current, valueAt(event)));
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
      {!isEverything(axis, shown) && (
        <rect
          className={styles.taken}
          x={`${x(shown.low)}%`}
          width={`${x(shown.high) - x(shown.low)}%`}
          height="100%"
        />
      )}
      <Levels y={y} />
      {bars.map((photos, bar) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
          key={bar}
          className={isInside(axis, shown, bar) ? styles.inside : styles.outside}
          data-pointed={pointed?.low === rangeOfBar(axis, bar).low || undefined}
          {...barOf(bar, bars.length, photos, y)}
        />
      ))}
      {median !== null && (
        <line className={styles.median} x1={`${x(median)}%`} x2={`${x(median)}%`} y1="0" y2="100%" />
      )}
    </svg>
  );
}

/** Values from left to right, in percent of the width. */
function acrossOf(axis: Axis): ScaleLinear<number, number> {
  const { low, high } = everything(axis);
  return scaleLinear([low, high], [0, 100]).clamp(true);
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

function barOf(bar: number, of: number, photos: number, y: Heights) {
  const wide = 100 / of;
  const tall = photos === 0 ? 0 : Math.max(100 - y(photos), LEAST);
  return {
    x: `${(bar + GAP / 2) * wide}%`,
    y: `${100 - tall}%`,
    width: `${wide * (1 - GAP)}%`,
    height: `${tall}%`,
  };
}

function percentAt(event: PointerEvent<Element>): number {
  const box = event.currentTarget.getBoundingClientRect();
  return (100 * (event.clientX - box.left)) / Math.max(box.width, 1);
}

/** What is pointed at or held, over the middle of it, and never past the edges. */
function Told({ axis, bars, range }: Pick<Props, "axis" | "bars"> & { range: Range }) {
  const place = acrossOf(axis)((range.low + range.high) / 2);
  const style: CSSProperties = { left: `${place}%`, transform: `translateX(-${place}%)` };
  return (
    <p className={styles.told} style={style} aria-hidden="true">
      {toldOf(axis, bars, range)}
    </p>
  );
}

/** 6.5 to 8.0: 12 photos */
function toldOf(axis: Axis, bars: readonly number[], range: Range): string {
  const photos = within(axis, bars, range);
  return inWords(axis, range) + (photos === null ? "" : `: ${count(photos, "photo")}`);
}

/** The same for who cannot see it. */
function BarTable({ of, axis, bars }: Pick<Props, "of" | "axis" | "bars">) {
  return (
    <div className="unseen">
      <table>
        <caption>Photos by {of}</caption>
        <tbody>
          {bars.map((photos, bar) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
            <tr key={bar}>
              <th scope="row">{inWords(axis, rangeOfBar(axis, bar))}</th>
              <td>{number(photos)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
