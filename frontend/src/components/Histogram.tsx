import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { number } from "../lib/words";
import styles from "./Histogram.module.css";

export type Range = { low: number; high: number };

type Props = {
  /** How many lie in each of as many equal bins. */
  counts: readonly number[];
  lowest: number;
  highest: number;
  /** What is counted: "Score". */
  label: string;
  /** The brushed part; null is all of it. Without `onBrush` the histogram is only looked at. */
  range?: Range | null;
  onBrush?: (range: Range | null) => void;
  height?: number;
};

const WIDTH = 400;

/** A histogram; drag over it, or move its two handles with the arrow keys, to choose a range of whole bins. */
export function Histogram({ counts, lowest, highest, label, range, onBrush, height = 96 }: Props) {
  const [dragged, setDragged] = useState<Range | null>(null);
  const from = useRef<number | null>(null);
  const step = (highest - lowest) / Math.max(counts.length, 1);
  const shown = dragged ?? range ?? { low: lowest, high: highest };
  const most = Math.max(...counts, 1);
  const bar = WIDTH / Math.max(counts.length, 1);

  function valueAt(event: PointerEvent<Element>): number {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left) / Math.max(box.width, 1);
    return lowest + Math.min(Math.max(share, 0), 1) * (highest - lowest);
  }
  function dragTo(event: PointerEvent<Element>): void {
    if (from.current !== null) setDragged(binned(from.current, valueAt(event), lowest, step));
  }
  function drop(): void {
    if (from.current !== null && dragged) brush(dragged);
    from.current = null;
    setDragged(null);
  }
  function brush(next: Range): void {
    const all = next.low <= lowest && next.high >= highest;
    onBrush?.(all ? null : next);
  }

  const bars = counts.map((some, index) => {
    const low = lowest + index * step;
    const inside = low >= shown.low - step / 2 && low + step <= shown.high + step / 2;
    const tall = some === 0 ? 0 : Math.max((some / most) * (height - 2), 1.5);
    return (
      <rect
        key={low}
        className={inside ? styles.inside : styles.outside}
        x={index * bar + 0.5}
        y={height - tall}
        width={Math.max(bar - 1, 0.5)}
        height={tall}
      />
    );
  });
  const within = counts.filter((_, index) => {
    const low = lowest + index * step;
    return low >= shown.low - step / 2 && low + step <= shown.high + step / 2;
  });
  const total = within.reduce((sum, some) => sum + some, 0);

  return (
    <figure className={styles.histogram}>
      <figcaption className="unseen">
        {label}: {number(total)} from {written(shown.low)} to {written(shown.high)}
      </figcaption>
      <div
        className={onBrush ? styles.brush : undefined}
        style={{ height }}
        onPointerDown={(event) => {
          if (!onBrush || event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          from.current = valueAt(event);
          dragTo(event);
        }}
        onPointerMove={dragTo}
        onPointerUp={drop}
        onPointerCancel={drop}
      >
        <svg viewBox={`0 0 ${WIDTH} ${height}`} preserveAspectRatio="none" aria-hidden="true">
          {bars}
        </svg>
        {onBrush &&
          (["low", "high"] as const).map((end) => (
            <Handle
              key={end}
              label={`${label}, ${end === "low" ? "from" : "to"}`}
              value={shown[end]}
              lowest={end === "low" ? lowest : shown.low + step}
              highest={end === "low" ? shown.high - step : highest}
              place={(shown[end] - lowest) / (highest - lowest)}
              step={step}
              move={(value) => brush({ ...shown, [end]: value })}
            />
          ))}
      </div>
      <div className={styles.scale} aria-hidden="true">
        <span>{written(lowest)}</span>
        {onBrush && range && (
          <span>
            {written(shown.low)} – {written(shown.high)}
          </span>
        )}
        <span>{written(highest)}</span>
      </div>
    </figure>
  );
}

type HandleProps = {
  label: string;
  value: number;
  lowest: number;
  highest: number;
  place: number;
  step: number;
  move: (value: number) => void;
};

function Handle({ label, value, lowest, highest, place, step, move }: HandleProps) {
  function pressed(event: KeyboardEvent): void {
    const by = { ArrowLeft: -step, ArrowDown: -step, ArrowRight: step, ArrowUp: step }[event.key];
    const to = { Home: lowest, End: highest }[event.key];
    if (by === undefined && to === undefined) return;
    event.preventDefault();
    move(Math.min(Math.max(to ?? value + (by ?? 0), lowest), highest));
  }
  return (
    <span
      className={styles.handle}
      style={{ left: `${place * 100}%` }}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={lowest}
      aria-valuemax={highest}
      onKeyDown={pressed}
    />
  );
}

/** The whole bins between two values, in either order. */
export function binned(one: number, other: number, lowest: number, step: number): Range {
  const first = Math.floor((Math.min(one, other) - lowest) / step + 1e-9);
  const last = Math.ceil((Math.max(one, other) - lowest) / step - 1e-9);
  return { low: lowest + first * step, high: lowest + Math.max(last, first + 1) * step };
}

function written(value: number): string {
  return String(Number(value.toPrecision(3)));
}
