import { useRef } from "react";
import { Link, useSearch } from "wouter";
import type { Photo } from "../../api/types";
import { ScoreBadge } from "../../components/ScoreBadge";
import { Thumb } from "../../components/Thumb";
import { withOrigin } from "../../lib/place";
import { score } from "../../lib/words";
import { rise, riseInWords } from "./moves";
import styles from "./Ranking.module.css";
import { useFlights } from "./useFlights";

type RankingProps = {
  photos: readonly Photo[];
  /** The place of each photo as the model has it. */
  before: ReadonlyMap<number, number>;
};

/** The best photos in order; a photo that is elsewhere than the model has it says by how much. */
export function Ranking({ photos, before }: RankingProps) {
  const list = useRef<HTMLOListElement>(null);
  const search = useSearch();
  const here = `/weights${search && `?${search}`}`;
  useFlights(
    list,
    photos.map((photo) => photo.id),
  );
  return (
    <ol className={styles.ranking} ref={list} aria-label="The best photos">
      {photos.map((photo, index) => {
        const by = rise(index + 1, before, photo.id);
        return (
          <li key={photo.id} data-photo={photo.id}>
            <Link href={`/photos/${photo.id}${withOrigin("", here)}`} className={styles.photo}>
              <Thumb
                photo={photo}
                alt={`${photo.name}, score ${score(photo.score)}, ${riseInWords(index + 1, by)}`}
                fit="contain"
                eager
              />
            </Link>
            <div className={styles.line}>
              <span className={styles.place}>{index + 1}</span>
              <Rise place={index + 1} by={by} />
              <ScoreBadge score={photo.score ?? null} />
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function Rise({ place, by }: { place: number; by: number | null }) {
  if (by === null || by === 0) return null;
  return (
    <span className={by > 0 ? styles.up : styles.down} title={riseInWords(place, by)} aria-hidden="true">
      {by > 0 ? "▲" : "▼"} {Math.abs(by)}
    </span>
  );
}
