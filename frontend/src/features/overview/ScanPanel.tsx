import type { Photo, Scan } from "../../api/types";
import { ScoreBadge } from "../../components/ScoreBadge";
import { Thumb } from "../../components/Thumb";
import styles from "./ScanPanel.module.css";
import { facts, headline, isRunning, share } from "./scan";

/** A scan while it runs: how far, how good, what could not be rated, and the photos as they are scored. */
export function ScanPanel({
  scan,
  fresh,
  onStop,
}: {
  scan: Scan;
  fresh: readonly Photo[];
  onStop: () => void;
}) {
  const running = isRunning(scan);
  const done = share(scan);
  return (
    <section className={styles.panel} aria-label="Scan">
      <div className={styles.line}>
        <p className={styles.headline} role="status">
          {headline(scan)}
          {scan.message && <span className="quiet"> {scan.message}</span>}
        </p>
        {running && (
          <button type="button" onClick={onStop}>
            Stop
          </button>
        )}
      </div>
      {running && (
        <div
          className={done === null ? styles.unknown : styles.track}
          role="progressbar"
          aria-label={headline(scan)}
          aria-valuemin={0}
          aria-valuemax={100}
          {...(done === null ? {} : { "aria-valuenow": Math.round(100 * done) })}
        >
          <div className={styles.done} style={{ transform: `scaleX(${done ?? 1})` }} />
        </div>
      )}
      <p className="quiet small">{facts(scan).join(" · ")}</p>
      {running && fresh.length > 0 && (
        <ul className={styles.fresh} aria-label="Rated just now">
          {fresh.map((photo) => (
            <li key={photo.id} style={{ aspectRatio: photo.width > 0 ? photo.width / photo.height : 1.5 }}>
              <Thumb photo={photo} alt={photo.name} eager />
              <span className={styles.score}>
                <ScoreBadge score={photo.score ?? null} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
