import type { Mark, PhotoDetail } from "../../api/types";
import { CloseIcon, KeepIcon, RejectIcon } from "../../components/icons";
import { MarkBadges, markInWords } from "../../components/MarkBadges";
import { ScoreBadge } from "../../components/ScoreBadge";
import { ZoomStage } from "../../components/ZoomStage";
import { decideAndGoOn, verdictOn } from "../../lib/decisionKeys";
import { shutter } from "../../lib/exposure";
import { useMark } from "../../lib/marks";
import type { Zoom } from "../../lib/zoom";
import type { Advantage } from "./advantage";
import styles from "./Pane.module.css";
import { Speaks } from "./Speaks";

type Props = {
  photo: PhotoDetail;
  /** What the pane is called. */
  letter: string;
  zoom: Zoom;
  onZoom(zoom: Zoom, alone?: boolean): void;
  isLooked: boolean;
  isChampion: boolean;
  /** What speaks for it; null where that is not wanted. */
  speaks: readonly Advantage[] | null;
  /** The points that a whole bar stands for. */
  wholeBar: number;
  /** What can be done with it; null where there is no room for that: then it is done in the bar below all. */
  deeds: Deeds | null;
  onLook(): void;
  onSwipe(by: 1 | -1): void;
};

/** What can be done with a photo beside others; what the number of panes does not allow is not there. */
export type Deeds = {
  /** The photo, if it can be seen. */
  decidedOn(): readonly PhotoDetail[];
  pin(): void;
  win: (() => void) | undefined;
  takeAway: (() => void) | undefined;
};

/** One of the photos that are compared. */
export function Pane(props: Props) {
  const { photo, letter, zoom, onZoom, isLooked, isChampion, speaks, wholeBar, deeds, onLook, onSwipe } =
    props;
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
          <span className={styles.letter} aria-hidden="true">
            {letter}
          </span>
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
        {deeds && <Buttons {...{ photo, mark, isChampion, deeds }} />}
        {deeds && speaks && (
          <div className={styles.speaks}>
            <Speaks speaks={speaks} wholeBar={wholeBar} />
          </div>
        )}
      </footer>
    </section>
  );
}

type ButtonsProps = { photo: PhotoDetail; mark: Mark; isChampion: boolean; deeds: Deeds };

function Buttons({ photo, mark, isChampion, deeds }: ButtonsProps) {
  const kept = mark.verdict === "kept";
  const rejected = mark.verdict === "rejected";
  return (
    <span className={styles.deeds}>
      <button
        type="button"
        className={styles.keep}
        title="Keep (P)"
        aria-label={`Keep ${photo.name}`}
        aria-pressed={kept}
        onClick={() => decideAndGoOn(verdictOn(deeds.decidedOn(), kept ? "unmark" : "keep"))}
      >
        <KeepIcon />
      </button>
      <button
        type="button"
        className={styles.reject}
        title="Reject (X)"
        aria-label={`Reject ${photo.name}`}
        aria-pressed={rejected}
        onClick={() => decideAndGoOn(verdictOn(deeds.decidedOn(), rejected ? "unmark" : "reject"))}
      >
        <RejectIcon />
      </button>
      <button type="button" title="Pin as the champion (K)" aria-pressed={isChampion} onClick={deeds.pin}>
        {isChampion ? "Unpin" : "Pin"}
      </button>
      {deeds.win && (
        <button type="button" title="Keep this one, reject the other (Enter)" onClick={deeds.win}>
          Wins
        </button>
      )}
      {deeds.takeAway && (
        <button
          type="button"
          className={styles.away}
          title="Take this pane away (Backspace)"
          aria-label={`Take ${photo.name} away`}
          onClick={deeds.takeAway}
        >
          <CloseIcon />
        </button>
      )}
    </span>
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
