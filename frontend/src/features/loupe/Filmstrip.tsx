import { memo, useMemo } from "react";
import type { Columns } from "../../api/types";
import { MarkBadges } from "../../components/MarkBadges";
import { NoPicture } from "../../components/NoPicture";
import { Thumb } from "../../components/Thumb";
import { rowAt } from "../../lib/columns";
import { useMark } from "../../lib/marks";
import styles from "./Filmstrip.module.css";

const TALL = 60;
const GAP = 4;
/** To either side: enough for the widest screen. */
const BESIDE = 22;

type Props = { columns: Columns; place: number; show: (id: number) => void };

/** The neighbours of a photo in its list, the photo itself in the middle; marked, unless it has left the list. */
export const Filmstrip = memo(function Filmstrip({ columns, place, photo, show }: Props & { photo: number }) {
  const lefts = useMemo(() => leftsOf(columns), [columns]);
  const places: number[] = [];
  for (let at = Math.max(0, place - BESIDE); at <= place + BESIDE && at < columns.id.length; at += 1) {
    places.push(at);
  }
  const middle = ((lefts[place] ?? 0) + (lefts[place + 1] ?? 0) - GAP) / 2;
  return (
    <nav className={styles.strip} aria-label="Neighbours">
      <ul className={styles.film} style={{ transform: `translateX(${-Math.round(middle)}px)` }}>
        {places.map((at) => (
          <Frame
            key={columns.id[at]}
            columns={columns}
            place={at}
            left={lefts[at] ?? 0}
            current={columns.id[at] === photo}
            show={show}
          />
        ))}
      </ul>
    </nav>
  );
});

type FrameProps = Props & { left: number; current: boolean };

/** Stays as it was while the strip moves: only the frames that come and go are drawn anew. */
const Frame = memo(function Frame({ columns, place, left, current, show }: FrameProps) {
  const row = rowAt(columns, place);
  const mark = useMark(row ?? NOBODY);
  if (!row) return null;
  const look = [styles.frame, current && styles.current, mark.verdict === "rejected" && styles.rejected];
  return (
    <li className={styles.cell} style={{ left, width: widthOf(row.aspect) }}>
      <button
        type="button"
        tabIndex={-1}
        aria-current={current ? "true" : undefined}
        className={look.filter(Boolean).join(" ")}
        onClick={() => show(row.id)}
      >
        {row.failed ? (
          <NoPicture photo={row.id} className={styles.picture} />
        ) : (
          <Thumb photo={row} alt={`Photo ${place + 1}`} eager className={styles.picture} />
        )}
        <span className={styles.marks}>
          <MarkBadges mark={{ ...mark, stars: 0 }} />
        </span>
      </button>
    </li>
  );
});

const NOBODY = { id: 0, mark: { verdict: null, stars: 0, label: null } };

/** Where each photo of the list begins on the film, and at the end of it all where the film ends. */
function leftsOf(columns: Columns): Float64Array {
  const lefts = new Float64Array(columns.id.length + 1);
  for (let at = 0; at < columns.id.length; at += 1) {
    lefts[at + 1] = (lefts[at] ?? 0) + widthOf(columns.aspect[at] || 1) + GAP;
  }
  return lefts;
}

function widthOf(aspect: number): number {
  return Math.round(TALL * Math.min(2.2, Math.max(0.55, aspect)));
}
