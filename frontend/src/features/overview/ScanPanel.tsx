import type { Scan } from "../../api/types";
import { ScoreBadge } from "../../components/ScoreBadge";
import { Thumb } from "../../components/Thumb";
import { isRunning } from "../../lib/scan";
import { number } from "../../lib/words";
import styles from "./ScanPanel.module.css";
import { facts, headline, share } from "./scan";
import { MOST_SHOWN, type Wall } from "./wall";

type Props = {
  scan: Scan;
  wall: Wall;
  /** How many there are so far. */
  moments: number;
  onStop: () => void;
};

/** A scan while it runs: how far, how good, what could not be rated, and the photos as they are scored. */
export function ScanPanel({ scan, wall, moments, onStop }: Props) {
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
      <p className={`quiet small ${styles.facts}`}>{facts(scan, moments).join(" · ")}</p>
      {running && scan.to_do > 0 && (
        <div className={styles.live}>
          <Fresh wall={wall} places={Math.min(MOST_SHOWN, scan.to_do)} />
          <Unread scan={scan} />
        </div>
      )}
    </section>
  );
}

/** All places are there from the beginning, so that nothing moves when a photo comes. */
function Fresh({ wall, places }: { wall: Wall; places: number }) {
  return (
    <ul className={styles.fresh} aria-label="Rated just now">
      {Array.from({ length: places }, (_, place) => {
        const photo = wall.photos[place];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place stays where it is
          <li key={place} aria-hidden={photo === undefined}>
            {photo && (
              <span key={photo.id} className={styles.photo}>
                <Thumb photo={photo} alt={photo.name} eager />
                <span className={styles.score}>
                  <ScoreBadge score={photo.score ?? null} />
                </span>
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** What could not be rated, by name, as it comes. */
function Unread({ scan: { unread, failed } }: { scan: Scan }) {
  return (
    <div className={styles.unread}>
      <h2>Could not be rated</h2>
      {failed === 0 && <p className="quiet small">None so far.</p>}
      <ul>
        {unread.map(({ name, folder, reason }) => (
          <li key={`${folder}/${name}`} title={folder}>
            {name} <span className="quiet">{reason}</span>
          </li>
        ))}
      </ul>
      {failed > unread.length && (
        <p className="quiet small">and {number(failed - unread.length)} before these</p>
      )}
    </div>
  );
}
