import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { body, client } from "../../api/client";
import type { Photo } from "../../api/types";
import { Thumb } from "../../components/Thumb";
import { withOrigin } from "../../lib/place";
import { score } from "../../lib/words";
import styles from "./BestPhotos.module.css";

const BEST = 16;
const FEW = 3; // do not fill the width
const ASKED = 100; // a burst of twenty may lead

/** The best of the library, as one row: of photos that belong together the best alone. */
export function BestPhotos() {
  const best = useQuery({
    queryKey: ["photos", "best"],
    queryFn: ({ signal }) =>
      body(client.GET("/api/v1/photos", { params: { query: { limit: ASKED } }, signal })),
  });
  const photos = apart(best.data?.photos ?? []).slice(0, BEST);
  return (
    <ul
      className={photos.length > FEW || !best.data ? styles.row : `${styles.row} ${styles.few}`}
      aria-label="The best photos"
    >
      {photos.map((photo) => (
        <li key={photo.id} style={{ aspectRatio: photo.width > 0 ? photo.width / photo.height : 1.5 }}>
          <Link href={`/photos/${photo.id}${withOrigin("", "/")}`}>
            <Thumb photo={photo} alt={`${photo.name}, score ${score(photo.score)}`} eager />
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Photos without those that have no score, or are in a group with one before them. */
export function apart(photos: readonly Photo[]): Photo[] {
  const seen = new Set<string>();
  return photos.filter(({ score, groups }) => {
    const isNew = score !== null && groups.every(({ group }) => !seen.has(group));
    for (const { group } of groups) seen.add(group);
    return isNew;
  });
}
