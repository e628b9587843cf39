import { Fragment, type ReactNode } from "react";
import type { Explanation } from "../../api/types";
import { score as written } from "../../lib/words";
import { Distribution } from "./Distribution";
import styles from "./Explain.module.css";
import { type Bar, barsOf, LINES, type Scale, scaleOf, signed } from "./explain";

/** Points that are seen in a score of one decimal. */
const LEAST_TOLD = 0.05;

/** Why the score is what it is: from where every photo begins, each reason, to the sum. */
export function Explain({ explanation }: { explanation: Explanation }) {
  const { base, score, own_score, confidence, distribution, scorer } = explanation;
  const bars = barsOf(explanation);
  const scale = scaleOf(base, bars);
  return (
    <section className={styles.explain} aria-label="Score">
      <header className={styles.head}>
        <strong className={styles.score}>{written(score)}</strong>
        <span className="quiet small">of 10 · {Math.round(confidence * 100)} % confident</span>
      </header>
      {Math.abs(score - own_score) >= LEAST_TOLD && (
        <p className="quiet small">By your weights; the model's own is {written(own_score)}.</p>
      )}
      {distribution && <Distribution shares={distribution} score={own_score} />}
      <table className={styles.sum}>
        <caption className="unseen">The score as a sum</caption>
        <tbody>
          <tr>
            <th scope="row">every photo begins at</th>
            <td>{base.toFixed(2)}</td>
          </tr>
        </tbody>
        <Drawing>
          <Axis scale={scale} />
        </Drawing>
        {bars.map((bar) => (
          <Fragment key={bar.key}>
            <tbody>
              <tr>
                <th scope="row">{bar.text}</th>
                <td className={bar.points < 0 ? styles.minus : styles.plus}>{signed(bar.points)}</td>
              </tr>
            </tbody>
            <Drawing>
              <Drawn bar={bar} scale={scale} />
            </Drawing>
          </Fragment>
        ))}
        <tbody className={styles.total}>
          <tr>
            <th scope="row">score</th>
            <td>{score.toFixed(2)}</td>
          </tr>
        </tbody>
      </table>
      <p className="quiet small">{scorer}</p>
    </section>
  );
}

/** A row that is only looked at. */
function Drawing({ children }: { children: ReactNode }) {
  return (
    <tbody aria-hidden="true">
      <tr>
        <td colSpan={2} className={styles.drawing}>
          {children}
        </td>
      </tr>
    </tbody>
  );
}

/** The scores that lines stand for, from reason to reason. */
function Axis({ scale }: { scale: Scale }) {
  return (
    <div className={styles.axis}>
      {scale.ticks(LINES).map((at) => (
        <span key={at} style={{ left: `${scale(at)}%` }}>
          {at}
        </span>
      ))}
    </div>
  );
}

/** From the sum so far to the sum with it. */
function Drawn({ bar: { from, to, points }, scale }: { bar: Bar; scale: Scale }) {
  const [left, right] = [scale(Math.min(from, to)), scale(Math.max(from, to))];
  return (
    <svg className={styles.drawn}>
      <title>{`${from.toFixed(2)} → ${to.toFixed(2)}`}</title>
      <rect className={styles.ground} width="100%" height="100%" />
      {scale.ticks(LINES).map((at) => (
        <line key={at} x1={`${scale(at)}%`} x2={`${scale(at)}%`} y1="0" y2="100%" />
      ))}
      <rect
        className={points < 0 ? styles.less : styles.more}
        x={`${left}%`}
        width={`${Math.max(right - left, 0.5)}%`}
        height="100%"
        rx="2"
      />
    </svg>
  );
}
