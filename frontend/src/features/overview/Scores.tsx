import { useState } from "react";
import { Link, useLocation } from "wouter";
import { Histogram } from "../../components/Histogram";
import { asFilter, inWords, type Range, SCORES, within } from "../../lib/brush";
import { searchOf } from "../../lib/filters";
import { count } from "../../lib/words";
import styles from "./Scores.module.css";

/** How many photos have which score; what is brushed is a link to the grid. */
export function Scores({ bars, median }: { bars: readonly number[]; median: number | null }) {
  const [range, setRange] = useState<Range | null>(null);
  const [, go] = useLocation();
  const list = `/grid${searchOf(asFilter(range))}`;
  return (
    <div className={styles.scores}>
      <Histogram
        title={<h2>Scores</h2>}
        of="score"
        axis={SCORES}
        bars={bars}
        median={median}
        range={range}
        onBrush={setRange}
        onEnter={() => go(list)}
        size="large"
      />
      <p className={styles.taken}>
        {range === null ? (
          <span className="quiet small">Brush over the bars to see those photos.</span>
        ) : (
          <>
            <Link href={list} className={styles.open}>
              Show {count(within(SCORES, bars, range) ?? 0, "photo")} with {inWords(SCORES, range)}
            </Link>
            <button type="button" className="plain" onClick={() => setRange(null)}>
              Clear
            </button>
          </>
        )}
      </p>
    </div>
  );
}
