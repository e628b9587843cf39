import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type MouseEvent,
  memo,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from "react";
import type { Columns, Filter, Mark } from "../../api/types";
import { MarkBadges, markInWords } from "../../components/MarkBadges";
import { NoPicture, reasonName } from "../../components/NoPicture";
import { ScoreBadge } from "../../components/ScoreBadge";
import { Thumb } from "../../components/Thumb";
import { rowAt } from "../../lib/columns";
import { useMark } from "../../lib/marks";
import { score as written } from "../../lib/words";
import styles from "./PhotoRows.module.css";
import { type Cell, cellsOf, type Rows, rowOf } from "./rows";
import type { Selection } from "./selection";

/** Rows beyond what is seen whose pictures are fetched already. */
const AHEAD = 3;
/** Above the first row, and around one that is scrolled to. */
const EDGE = 8;
/** Faster than this nobody sees a picture: none is fetched, but for where the scrolling ends. Pixels a millisecond. */
const TOO_FAST = 9;

export type Picked = { toggle: boolean; range: boolean; touch: boolean };

/** What the page asks of the rows. */
export type RowsHandle = {
  reveal: (index: number) => void;
  rowsInView: () => number;
  scrolled: () => number;
};

type Props = {
  columns: Columns;
  /** What the list is of: rejected photos step back among others. */
  filter: Filter;
  rows: Rows;
  selection: Selection;
  scroller: RefObject<HTMLDivElement | null>;
  handle: RefObject<RowsHandle | null>;
  /** Where it was scrolled to when one left. */
  scrolled: number;
  onPick: (id: number, how: Picked) => void;
  onOpen: (id: number) => void;
};

/** The rows that are in view, and a few around them. */
export function PhotoRows(props: Props) {
  const { columns, rows, selection, scroller, handle } = props;
  const virtual = useVirtualizer({
    count: rows.count,
    getScrollElement: () => scroller.current,
    estimateSize: (row) => (rows.top[row + 1] ?? 0) - (rows.top[row] ?? 0),
    overscan: AHEAD,
    paddingStart: EDGE,
    paddingEnd: EDGE,
    scrollPaddingStart: EDGE,
    scrollPaddingEnd: EDGE,
    initialOffset: props.scrolled,
    useFlushSync: false,
  });
  const fast = useFast(scroller, virtual.isScrolling);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows have other heights, which it must be told
  useLayoutEffect(() => virtual.measure(), [rows, virtual]);
  useImperativeHandle(handle, () => ({
    reveal: (index) => virtual.scrollToIndex(rowOf(rows, index), { align: "auto" }),
    rowsInView: () => {
      const [first, last] = [virtual.range?.startIndex ?? 0, virtual.range?.endIndex ?? 0];
      return Math.max(1, last - first - 1);
    },
    scrolled: () => scroller.current?.scrollTop ?? 0,
  }));
  return (
    <div className={styles.rows} role="presentation" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index: row, start }) => (
        <PhotoRow
          key={row}
          columns={columns}
          filter={props.filter}
          rows={rows}
          row={row}
          top={start}
          bare={fast}
          chosen={chosenIn(rows, row, columns, selection)}
          cursor={selection.cursor}
          onPick={props.onPick}
          onOpen={props.onOpen}
        />
      ))}
    </div>
  );
}

/** Which photos of a row are selected, as text: the same text, and the row need not be drawn again. */
function chosenIn(rows: Rows, row: number, columns: Columns, { chosen }: Selection): string {
  if (chosen.size === 0) return "";
  const some: number[] = [];
  for (let index = rows.first[row] ?? 0; index < (rows.first[row + 1] ?? 0); index += 1) {
    const id = columns.id[index];
    if (id !== undefined && chosen.has(id)) some.push(id);
  }
  return some.join(" ");
}

type RowProps = Pick<Props, "columns" | "filter" | "rows" | "onPick" | "onOpen"> & {
  row: number;
  top: number;
  bare: boolean;
  chosen: string;
  cursor: number | null;
};

const PhotoRow = memo(
  function PhotoRow({ columns, filter, rows, row, top, bare, chosen, cursor, onPick, onOpen }: RowProps) {
    const selected = new Set(chosen.split(" "));
    const height = rows.height[row] ?? 0;
    return (
      <div className={styles.row} role="presentation" style={{ height, transform: `translateY(${top}px)` }}>
        {cellsOf(rows, row, columns.aspect).map((cell) => (
          <PhotoCell
            key={columns.id[cell.index]}
            columns={columns}
            filter={filter}
            cell={cell}
            bare={bare}
            selected={selected.has(String(columns.id[cell.index]))}
            current={columns.id[cell.index] === cursor}
            onPick={onPick}
            onOpen={onOpen}
          />
        ))}
      </div>
    );
  },
  (before, now) =>
    (Object.keys(now) as (keyof RowProps)[]).every((name) =>
      name === "cursor" ? cursorIn(before) === cursorIn(now) : before[name] === now[name],
    ),
);

/** The cursor, where it is in this row. */
function cursorIn({ columns, rows, row, cursor }: RowProps): number | null {
  for (let index = rows.first[row] ?? 0; index < (rows.first[row + 1] ?? 0); index += 1) {
    if (columns.id[index] === cursor) return cursor;
  }
  return null;
}

type CellProps = Pick<Props, "columns" | "filter" | "onPick" | "onOpen"> & {
  cell: Cell;
  bare: boolean;
  selected: boolean;
  current: boolean;
};

function PhotoCell({ columns, filter, cell, bare, selected, current, onPick, onOpen }: CellProps) {
  const photo = rowAt(columns, cell.index);
  const mark = useMark(photo ?? NOBODY);
  if (!photo) return null;
  const { id, version, score, failed } = photo;
  const marked = markInWords(mark);
  const name = `Photo ${cell.index + 1}${score === null ? "" : `, score ${written(score)}`}${marked && `, ${marked}`}`;
  function click(event: MouseEvent): void {
    const touch = (event.nativeEvent as PointerEvent).pointerType === "touch";
    onPick(id, { toggle: event.ctrlKey || event.metaKey, range: event.shiftKey, touch });
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the focus and the keys, this is its active descendant
    // biome-ignore lint/a11y/useFocusableInteractive: the same
    <div
      id={cellName(id)}
      role="option"
      aria-selected={selected}
      aria-label={name}
      aria-labelledby={failed ? `${cellName(id)} ${reasonName(id)}` : undefined} // all that is read there
      aria-posinset={cell.index + 1}
      aria-setsize={columns.id.length}
      className={[
        styles.cell,
        selected && styles.selected,
        current && styles.current,
        isFaded(filter, mark) && styles.faded,
      ]
        .filter(Boolean)
        .join(" ")}
      style={{ left: cell.left, width: cell.width }}
      onClick={click}
      onDoubleClick={() => onOpen(id)}
    >
      {failed ? (
        <NoPicture photo={id} className={styles.picture} />
      ) : (
        !bare && <Thumb photo={{ id, version }} alt="" eager className={styles.picture} />
      )}
      <span className={styles.marks} aria-hidden="true">
        <MarkBadges mark={mark} />
      </span>
      <span className={styles.score} aria-hidden="true">
        <ScoreBadge score={score} />
      </span>
    </div>
  );
}

/** What is rejected, among others; in a list of rejected photos what is so no more. */
function isFaded({ decision }: Filter, { verdict }: Mark): boolean {
  return (decision === "rejected") !== (verdict === "rejected");
}

const NOBODY = { id: 0, mark: { verdict: null, stars: 0, label: null } };

export function cellName(id: number): string {
  return `photo-${id}`;
}

/** Whether it is being scrolled too fast for pictures to be seen. */
function useFast(scroller: RefObject<HTMLDivElement | null>, scrolling: boolean): boolean {
  const last = useRef({ top: 0, time: 0, fast: false });
  const [top, time] = [scroller.current?.scrollTop ?? 0, performance.now()];
  const before = last.current;
  if (top !== before.top) {
    const speed = Math.abs(top - before.top) / Math.max(time - before.time, 1);
    last.current = { top, time, fast: before.time > 0 && speed > TOO_FAST };
  }
  useEffect(() => {
    if (!scrolling) last.current.fast = false;
  }, [scrolling]);
  return scrolling && last.current.fast;
}
