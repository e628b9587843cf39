import { Link } from "wouter";
import type { LibraryView } from "../../api/types";
import { number } from "../../lib/words";
import styles from "./Places.module.css";

const MOST = 8;

type PlacesProps = { title: string; facets: LibraryView["folders"]; parameter: "folder" | "camera" };

/** The commonest values of one kind, as bars; each leads to the grid narrowed to it. */
export function Places({ title, facets, parameter }: PlacesProps) {
  const commonest = facets.toSorted((one, other) => other.photos - one.photos).slice(0, MOST);
  const most = Math.max(1, ...commonest.map((facet) => facet.photos));
  if (commonest.length === 0) return null;
  return (
    <div className={styles.kind}>
      <h2>{title}</h2>
      <ul className={styles.places}>
        {commonest.map((facet) => (
          <li key={facet.value}>
            <Link href={`/grid?${new URLSearchParams({ [parameter]: facet.value })}`}>
              <span className={styles.bar} style={{ width: `${(100 * facet.photos) / most}%` }} />
              <span className={styles.name} title={facet.value}>
                {facet.value || "(this folder itself)"}
              </span>
              <span className={styles.photos}>{number(facet.photos)}</span>
            </Link>
          </li>
        ))}
      </ul>
      {facets.length > MOST && <p className="quiet small">and {number(facets.length - MOST)} more</p>}
    </div>
  );
}
