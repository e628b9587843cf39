import { type MouseEvent, useEffect, useRef } from "react";
import type { Photo } from "../../api/types";
import { CloseUp } from "../../components/CloseUp";
import { MarkBadges, markInWords } from "../../components/MarkBadges";
import { ScoreBadge } from "../../components/ScoreBadge";
import { Thumb } from "../../components/Thumb";
import { markOf } from "../../lib/marks";
import { score } from "../../lib/words";
import type { Spot } from "../../lib/zoom";
import styles from "./Filmstrip.module.css";
import type { Fate } from "./fate";

type Props = {
  strip: readonly Photo[];
  looked: number;
  selected: ReadonlySet<number>;
  keepers: readonly number[];
  fate: ReadonlyMap<number, Fate>;
  /** Where close-ups are of; null for the whole photos. */
  spot: Spot | null;
  onLook(photo: number): void;
  onSelect(photo: number): void;
};

/** The photos of a moment in the order in which they were taken; close-ups show all of them at the same spot. */
export function Filmstrip({ strip, looked, selected, keepers, fate, spot, onLook, onSelect }: Props) {
  const list = useRef<HTMLUListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the photo that is looked at comes into sight, and the page stays where it is
  useEffect(() => {
    const current = list.current?.querySelector("[aria-current]")?.closest("li");
    if (!list.current || !current) return;
    list.current.scrollLeft = current.offsetLeft - (list.current.clientWidth - current.offsetWidth) / 2;
    list.current.scrollTop = current.offsetTop - (list.current.clientHeight - current.offsetHeight) / 2;
  }, [looked]);
  function pressed(event: MouseEvent, photo: number): void {
    if (event.shiftKey || event.ctrlKey || event.metaKey) onSelect(photo);
    else onLook(photo);
  }
  return (
    <ul
      ref={list}
      className={`${styles.strip} ${spot ? styles.near : ""}`}
      aria-label={spot ? "Photos of this moment, close up" : "Photos of this moment"}
    >
      {strip.map((photo, place) => {
        const own = fate.get(photo.id);
        const isKeeper = keepers.includes(photo.id);
        const words = [
          `${place + 1} of ${strip.length}, ${photo.name}`,
          isKeeper ? "keeper" : "",
          selected.has(photo.id) ? "selected" : "",
          markInWords(markOf(photo)) || (own?.verdict === "kept" ? "to be kept" : "to be rejected"),
          photo.score === null || photo.score === undefined ? "" : `score ${score(photo.score)}`,
        ];
        const looks = [
          styles.frame,
          own?.verdict === "rejected" && own.said && styles.rejected,
          selected.has(photo.id) && styles.selected,
        ];
        return (
          <li key={photo.id} style={{ aspectRatio: spot ? 1 : shapeOf(photo) }}>
            <button
              type="button"
              className={looks.filter(Boolean).join(" ")}
              aria-label={words.filter(Boolean).join(", ")}
              aria-current={photo.id === looked ? "true" : undefined}
              onClick={(event) => pressed(event, photo.id)}
            >
              {spot && photo.failure == null ? (
                <CloseUp photo={photo} spot={spot} />
              ) : (
                <Thumb photo={photo} alt="" eager className={styles.picture} />
              )}
            </button>
            <span className={styles.marks} aria-hidden="true">
              {isKeeper && <span className={styles.keeper}>Keeper</span>}
              <MarkBadges mark={markOf(photo)} />
              {own?.verdict === "kept" && !own.said && !isKeeper && (
                <span className={styles.stays}>stays</span>
              )}
            </span>
            <span className={styles.score} aria-hidden="true">
              <ScoreBadge score={photo.score} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** Width by height, within reason: a panorama does not push the others out. */
function shapeOf({ width, height }: Photo): number {
  return width > 0 && height > 0 ? Math.min(2, Math.max(0.66, width / height)) : 1.5;
}
