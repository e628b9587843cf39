import { type PointerEvent, useId, useState } from "react";
import { Link } from "wouter";
import { count, number } from "../../lib/words";
import { brushed, gridOf, inWords, moved, points, type Range, STEPS, within } from "./brush";
import styles from "./Histogram.module.css";

const EVERYTHING: Range = { low: 0, high: STEPS };

/** How many photos have which score. Brush over it, or move the two ends: what is between is a link to the grid. */
export function Histogram({ bars, median }: { bars: readonly number[]; median: number | null }) {
  const [range, setRange] = useState<Range | null>(null);
  const [start, setStart] = useState<number | null>(null);
  const title = useId();
  const tallest = Math.max(1, ...bars);
  const shown = range ?? EVERYTHING;

  function press(event: PointerEvent<HTMLElement>): void {
    const place = placeOf(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    setStart(place);
    setRange(brushed(place, place));
  }

  function move(event: PointerEvent<HTMLElement>): void {
    if (start !== null) setRange(brushed(start, placeOf(event)));
  }

  return (
    <figure className={styles.histogram} aria-labelledby={title}>
      <figcaption id={title} className={styles.caption}>
        <h2>Scores</h2>
        <span className="quiet small">{median === null ? "" : `median ${median.toFixed(1)}`}</span>
      </figcaption>
      <div
        className={styles.bars}
        onPointerDown={press}
        onPointerMove={move}
        onPointerUp={() => setStart(null)}
        onPointerCancel={() => setStart(null)}
        aria-hidden="true"
      >
        {bars.map((photos, bar) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
            key={bar}
            className={bar >= shown.low && bar < shown.high ? styles.bar : styles.outside}
            style={{ height: `${photos === 0 ? 0 : Math.max(1.5, (100 * photos) / tallest)}%` }}
            title={`${inWords({ low: bar, high: bar + 1 })}: ${count(photos, "photo")}`}
          />
        ))}
        {median !== null && <div className={styles.median} style={{ left: `${10 * median}%` }} />}
      </div>
      <div className={styles.ends}>
        {(["low", "high"] as const).map((end) => (
          <input
            key={end}
            type="range"
            min={0}
            max={STEPS}
            value={shown[end]}
            onChange={(event) => setRange(moved(shown, end, event.target.valueAsNumber))}
            aria-label={end === "low" ? "Lowest score" : "Highest score"}
            aria-valuetext={points(shown[end]).toFixed(1)}
          />
        ))}
      </div>
      <div className={styles.axis} aria-hidden="true">
        {[0, 2, 4, 6, 8, 10].map((score) => (
          <span key={score}>{score}</span>
        ))}
      </div>
      <p className={styles.taken}>
        {range === null ? (
          <span className="quiet small">Brush over the bars to see those photos.</span>
        ) : (
          <>
            <Link href={gridOf(range)} className={styles.open}>
              Show {count(within(bars, range), "photo")} with {inWords(range)}
            </Link>
            <button type="button" className="plain" onClick={() => setRange(null)}>
              Clear
            </button>
          </>
        )}
      </p>
      <table className="unseen">
        <caption>Photos by score</caption>
        <tbody>
          {bars.map((photos, bar) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
            <tr key={bar}>
              <th scope="row">{inWords({ low: bar, high: bar + 1 })}</th>
              <td>{number(photos)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function placeOf(event: PointerEvent<HTMLElement>): number {
  const box = event.currentTarget.getBoundingClientRect();
  return (event.clientX - box.left) / box.width;
}
