import type { Explanation } from "../../api/types";
import { score as written } from "../../lib/words";
import styles from "./Explain.module.css";
import { type Bar, barsOf, signed } from "./explain";

/** Why the score is what it is: from where every photo begins, each reason, to the sum. */
export function Explain({ explanation }: { explanation: Explanation }) {
  const { base, score, confidence, distribution, scorer } = explanation;
  const bars = barsOf(explanation);
  const ends = [base, score, ...bars.flatMap((bar) => [bar.from, bar.to])];
  const scale = scaleOf(ends);
  return (
    <section className={styles.explain} aria-label="Score">
      <header className={styles.head}>
        <strong className={styles.score}>{written(score)}</strong>
        <span className="quiet small">of 10 · {Math.round(confidence * 100)} % confident</span>
      </header>
      {distribution && <Distribution shares={distribution} score={score} />}
      <table className={styles.sum}>
        <caption className="unseen">The score as a sum</caption>
        <tbody>
          <tr>
            <th scope="row">every photo begins at</th>
            <td />
            <td className={styles.points}>{base.toFixed(2)}</td>
          </tr>
          {bars.map((bar) => (
            <tr key={bar.key}>
              <th scope="row">{bar.text}</th>
              <td className={styles.drawn}>
                <span className={bar.points < 0 ? styles.less : styles.more} style={spanned(bar, scale)} />
              </td>
              <td className={styles.points}>{signed(bar.points)}</td>
            </tr>
          ))}
          <tr className={styles.total}>
            <th scope="row">score</th>
            <td />
            <td className={styles.points}>{score.toFixed(2)}</td>
          </tr>
        </tbody>
      </table>
      <p className="quiet small">{scorer}</p>
    </section>
  );
}

type Scale = { low: number; width: number };

function scaleOf(ends: readonly number[]): Scale {
  const low = Math.min(...ends);
  return { low, width: Math.max(Math.max(...ends) - low, 0.5) };
}

function spanned({ from, to }: Bar, { low, width }: Scale) {
  return {
    left: `${((Math.min(from, to) - low) / width) * 100}%`,
    width: `${Math.max((Math.abs(to - from) / width) * 100, 1)}%`,
  };
}

/** How sure the network is of each score, 0 to 10. */
function Distribution({ shares, score }: { shares: readonly number[]; score: number }) {
  const most = Math.max(...shares, 0.01);
  const likely = shares.indexOf(Math.max(...shares));
  return (
    <figure className={styles.distribution}>
      <figcaption className="unseen">
        The network finds {likely} of 10 the likeliest score; this photo has {written(score)}.
      </figcaption>
      <div className={styles.bars} aria-hidden="true">
        {shares.map((share, mark) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its score
            key={mark}
            className={Math.round(score) === mark ? styles.here : undefined}
            style={{ height: `${(share / most) * 100}%` }}
            title={`${mark}: ${Math.round(share * 100)} %`}
          />
        ))}
      </div>
      <div className={styles.axis} aria-hidden="true">
        <span>0</span>
        <span>5</span>
        <span>10</span>
      </div>
    </figure>
  );
}
