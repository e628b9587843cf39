import { memo } from "react";
import { Link } from "wouter";
import type { Columns } from "../../api/types";
import { MarkBadges } from "../../components/MarkBadges";
import { Thumb } from "../../components/Thumb";
import { type Row, rowAt } from "../../lib/columns";
import { useMark } from "../../lib/marks";
import styles from "./Filmstrip.module.css";

const TALL = 60;
const GAP = 4;
/** To either side: enough for the widest screen. */
const BESIDE = 22;

/** The neighbours of a photo in its list, the photo itself in the middle. */
export const Filmstrip = memo(function Filmstrip({
  columns,
  place,
  search,
}: {
  columns: Columns;
  place: number;
  search: string;
}) {
  const cells: { row: Row; place: number; left: number }[] = [];
  let left = 0;
  let middle = 0;
  for (let at = Math.max(0, place - BESIDE); at <= place + BESIDE; at += 1) {
    const row = rowAt(columns, at);
    if (!row) break;
    cells.push({ row, place: at, left });
    if (at === place) middle = left + widthOf(row) / 2;
    left += widthOf(row) + GAP;
  }
  return (
    <nav className={styles.strip} aria-label="Neighbours">
      <ul className={styles.film} style={{ transform: `translateX(${-Math.round(middle)}px)` }}>
        {cells.map((cell) => (
          <Frame
            key={cell.row.id}
            row={cell.row}
            left={cell.left}
            name={`Photo ${cell.place + 1}`}
            current={cell.place === place}
            search={search}
          />
        ))}
      </ul>
    </nav>
  );
});

type FrameProps = { row: Row; left: number; name: string; current: boolean; search: string };

function Frame({ row, left, name, current, search }: FrameProps) {
  const mark = useMark(row);
  return (
    <li className={styles.cell} style={{ left, width: widthOf(row) }}>
      <Link
        href={`/photos/${row.id}${search}`}
        replace
        tabIndex={-1}
        aria-current={current ? "true" : undefined}
        className={`${styles.frame} ${current ? styles.current : ""} ${mark.verdict === "rejected" ? styles.rejected : ""}`}
      >
        <Thumb photo={row} alt={name} eager className={styles.picture} />
        <span className={styles.marks}>
          <MarkBadges mark={{ ...mark, stars: 0 }} />
        </span>
      </Link>
    </li>
  );
}

function widthOf({ aspect }: Row): number {
  return Math.round(TALL * Math.min(2.2, Math.max(0.55, aspect)));
}
