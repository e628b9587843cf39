import type { PhotoDetail } from "../../api/types";
import { MarkBadges, markInWords } from "../../components/MarkBadges";
import { ScoreBadge } from "../../components/ScoreBadge";
import { ZoomStage } from "../../components/ZoomStage";
import { shutter } from "../../lib/exposure";
import { useMark } from "../../lib/marks";
import type { Zoom } from "../../lib/zoom";
import type { Advantage } from "./advantage";
import styles from "./Pane.module.css";

type Props = {
  photo: PhotoDetail;
  zoom: Zoom;
  onZoom(zoom: Zoom): void;
  isLooked: boolean;
  isChampion: boolean;
  /** What speaks for it; null where that is not wanted. */
  speaks: readonly Advantage[] | null;
  /** The points that a whole bar stands for. */
  wholeBar: number;
  onLook(): void;
  onPin(): void;
  onWin?: (() => void) | undefined;
  onSwipe(by: 1 | -1): void;
};

/** One of the photos that are compared. */
export function Pane({
  photo,
  zoom,
  onZoom,
  isLooked,
  isChampion,
  speaks,
  wholeBar,
  onLook,
  onPin,
  onWin,
  onSwipe,
}: Props) {
  const mark = useMark(photo);
  const words = [photo.name, isChampion ? "champion" : "", markInWords(mark)].filter(Boolean).join(", ");
  return (
    <section
      className={`${styles.pane} ${isLooked ? styles.looked : ""}`}
      aria-label={words}
      aria-current={isLooked ? "true" : undefined}
      onPointerDown={onLook}
    >
      <div className={styles.stage}>
        <ZoomStage
          photo={photo}
          alt={words}
          zoom={zoom}
          onZoom={onZoom}
          onSwipe={onSwipe}
          hasKeys={isLooked}
        />
        <p className={styles.badges}>
          {isChampion && <span className={styles.champion}>Champion</span>}
          <MarkBadges mark={mark} />
          <ScoreBadge score={photo.score} />
        </p>
      </div>
      <footer className={styles.foot}>
        <p className={styles.facts}>
          <button type="button" className={`plain ${styles.name}`} aria-pressed={isLooked} onClick={onLook}>
            {photo.name}
          </button>
          <span className={`quiet small ${styles.shot}`}>{shotOf(photo)}</span>
        </p>
        <span className={styles.deeds}>
          <button type="button" title="Pin as the champion (K)" aria-pressed={isChampion} onClick={onPin}>
            {isChampion ? "Unpin" : "Pin"}
          </button>
          {onWin && (
            <button type="button" title="Keep this one, reject the other (Enter)" onClick={onWin}>
              Wins
            </button>
          )}
        </span>
        {speaks && <Speaks speaks={speaks} wholeBar={wholeBar} />}
      </footer>
    </section>
  );
}

function Speaks({ speaks, wholeBar }: { speaks: readonly Advantage[]; wholeBar: number }) {
  if (speaks.length === 0) return <p className={`quiet small ${styles.speaks}`}>Nothing that stands out</p>;
  return (
    <ul className={styles.speaks} aria-label="What speaks for it">
      {speaks.map(({ signal, label, words, points }) => (
        <li key={signal}>
          <span className={styles.bar} aria-hidden="true">
            <span style={{ width: `${(100 * points) / wholeBar}%` }} />
          </span>
          <span className={styles.points}>+{points.toFixed(1)}</span>
          <span className={styles.words}>
            {words ?? <span className="quiet">less against it: {label.toLowerCase()}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** 1/250 s, f/2.8, ISO 400 */
function shotOf({ shot }: PhotoDetail): string {
  return [
    shot.shutter_seconds ? shutter(shot.shutter_seconds) : "",
    shot.aperture_f ? `f/${shot.aperture_f}` : "",
    shot.iso ? `ISO ${shot.iso}` : "",
  ]
    .filter(Boolean)
    .join(", ");
}
