import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { body, client } from "../../api/client";
import { Thumb } from "../../components/Thumb";
import { score } from "../../lib/words";
import styles from "./BestPhotos.module.css";

const BEST = 16;

/** The best of the library, as one row. */
export function BestPhotos() {
  const best = useQuery({
    queryKey: ["photos", "best", BEST],
    queryFn: ({ signal }) =>
      body(client.GET("/api/v1/photos", { params: { query: { limit: BEST } }, signal })),
  });
  return (
    <ul className={styles.row} aria-label="The best photos">
      {best.data?.photos.map((photo) => (
        <li key={photo.id} style={{ aspectRatio: photo.width > 0 ? photo.width / photo.height : 1.5 }}>
          <Link href={`/photos/${photo.id}`}>
            <Thumb photo={photo} alt={`${photo.name}, score ${score(photo.score)}`} eager />
          </Link>
        </li>
      ))}
    </ul>
  );
}
