import { useMemo } from "react";
import { Link, useLocation } from "wouter";
import { usePhoto } from "../../api/queries";
import type { Columns, Filter } from "../../api/types";
import { CloseIcon, ExportIcon, SlideshowIcon } from "../../components/icons";
import { MarkBar } from "../../components/MarkBar";
import { placesIn, rowAt } from "../../lib/columns";
import type { Marked } from "../../lib/decisionKeys";
import { dependsOnDecisions, suits } from "../../lib/filters";
import { markOf, useMark, useMarks } from "../../lib/marks";
import { FROM_A_VIEW } from "../../lib/place";
import { prefer, usePreferences } from "../../lib/preferences";
import { useResting } from "../../lib/resting";
import { count, number } from "../../lib/words";
import { join, tellApart } from "./belonging";
import { compare } from "./compare";
import styles from "./StatusBar.module.css";
import { meant, type Selection } from "./selection";

type Props = {
  columns: Columns;
  filter: Filter;
  /** The address of the slideshow. */
  show: string;
  /** To the export of what is selected, or of all that is listed. */
  takeOut: () => void;
  selection: Selection;
  marked: () => readonly Marked[];
  next: () => void;
  clear: () => void;
  selecting: boolean;
  setSelecting: (on: boolean) => void;
};

const UNMARKED = { id: 0, mark: { verdict: null, stars: 0, label: null } };

/** How many photos there are and are selected, what may be decided of them, and how large they are shown. */
export function StatusBar({
  columns,
  filter,
  show,
  takeOut,
  selection,
  marked,
  next,
  clear,
  selecting,
  setSelecting,
}: Props) {
  const { rowHeight } = usePreferences();
  const [, go] = useLocation();
  const { chosen, cursor } = selection;
  const place = cursor === null ? undefined : placesIn(columns).get(cursor);
  const mark = useMark((place === undefined ? undefined : rowAt(columns, place)) ?? UNMARKED);
  const several = chosen.size > 1;
  return (
    <footer className={`${styles.bar} ${selecting ? styles.selecting : ""} ${several ? styles.several : ""}`}>
      <div className={styles.counts} role="status">
        <span className={styles.total}>{useCount(columns, filter)}</span>
        {several ? (
          <span className={styles.chosen}>
            {number(chosen.size)} selected
            <button
              type="button"
              className={styles.deed}
              title="Compare two to four photos (C)"
              onClick={() => compare(meant(selection), go)}
            >
              Compare
            </button>
            <button
              type="button"
              className={styles.deed}
              title="These photos are one moment (J)"
              onClick={() => join(meant(selection))}
            >
              Join
            </button>
            <button
              type="button"
              className={styles.deed}
              title="No two of these photos are of one moment (D)"
              onClick={() => tellApart(meant(selection))}
            >
              Different
            </button>
            <button
              type="button"
              className={`plain ${styles.clear}`}
              aria-label="Select nothing"
              onClick={clear}
            >
              <CloseIcon />
            </button>
          </span>
        ) : (
          <FileName cursor={cursor} />
        )}
      </div>
      <div className={styles.marks}>
        <MarkBar
          photos={marked}
          mark={several ? undefined : mark}
          after={next}
          disabled={chosen.size === 0 && cursor === null}
        />
      </div>
      <div className={styles.looks}>
        <Link
          href={show}
          state={FROM_A_VIEW}
          className={styles.show}
          aria-label="Slideshow"
          title="Slideshow of this list (S)"
        >
          <SlideshowIcon />
        </Link>
        <button
          type="button"
          className={`plain ${styles.show}`}
          aria-label={several ? "Export what is selected" : "Export this list"}
          title={several ? "Export what is selected (E)" : "Export this list (E)"}
          onClick={takeOut}
        >
          <ExportIcon />
        </button>
        <label className={styles.size}>
          <span className="unseen">Size of the thumbnails</span>
          <input
            type="range"
            min={100}
            max={420}
            step={20}
            value={rowHeight}
            onChange={(event) => prefer({ rowHeight: event.target.valueAsNumber })}
          />
        </label>
      </div>
      <button
        type="button"
        className={styles.select}
        aria-pressed={selecting}
        onClick={() => setSelecting(!selecting)}
      >
        {selecting ? "Done" : "Select"}
      </button>
    </footer>
  );
}

/** How many photos there are; where decisions took some out of the list that are still in sight, how many are left. */
function useCount(columns: Columns, filter: Filter): string {
  const decided = useMarks();
  const gone = useMemo(() => {
    if (!dependsOnDecisions(filter)) return 0;
    const places = placesIn(columns);
    return [...decided.keys()].filter((id) => {
      const photo = rowAt(columns, places.get(id) ?? -1);
      return photo !== undefined && !suits(filter, markOf(photo));
    }).length;
  }, [decided, columns, filter]);
  const all = columns.id.length;
  return gone === 0 ? count(all, "photo") : `${number(all - gone)} of ${count(all, "photo")} left`;
}

/** The name of the photo that the cursor is on; asked for only once the cursor rests. */
function FileName({ cursor }: { cursor: number | null }) {
  const resting = useResting(cursor, 150);
  const photo = usePhoto(resting ?? undefined);
  if (cursor === null || photo.data?.id !== cursor) return null;
  return (
    <span className={styles.name} title={`${photo.data.folder}/${photo.data.name}`}>
      {photo.data.name}
    </span>
  );
}
