import { max, maxIndex } from "d3-array";
import { scaleBand, scaleLinear } from "d3-scale";
import { score as written } from "../../lib/words";
import styles from "./Distribution.module.css";

/** Percent of the width and of the height. */
const WHOLE = 100;
/** Percent of the height: what is hardly likely is a line, what is ruled out is nothing. */
const LEAST = 1.5;

/** How likely the network finds each score, 0 to 10; the one that the photo has is marked. */
export function Distribution({ shares, score }: { shares: readonly number[]; score: number }) {
  const x = scaleBand([...shares.keys()], [0, WHOLE]).paddingInner(0.08);
  const y = scaleLinear([0, max(shares) || 1], [0, WHOLE]);
  const own = Math.round(score);
  return (
    <figure>
      <figcaption className={styles.caption}>
        How likely each score is
        <span className="unseen">
          : the network finds {maxIndex(shares)} of 10 the likeliest; this photo has {written(score)}.
        </span>
      </figcaption>
      <svg className={styles.bars} aria-hidden="true">
        {shares.map((share, mark) => {
          const tall = share > 0 ? Math.max(y(share), LEAST) : 0;
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its score
              key={mark}
              className={mark === own ? styles.own : undefined}
              x={`${x(mark)}%`}
              width={`${x.bandwidth()}%`}
              y={`${WHOLE - tall}%`}
              height={`${tall}%`}
            >
              <title>{`${mark}: ${Math.round(share * 100)} %`}</title>
            </rect>
          );
        })}
      </svg>
      <div className={styles.axis} aria-hidden="true">
        {x.domain().map((mark) => (
          <span key={mark} className={mark === own ? styles.here : undefined}>
            {mark}
          </span>
        ))}
      </div>
    </figure>
  );
}
