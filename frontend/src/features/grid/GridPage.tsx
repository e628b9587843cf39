import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Link, useLocation, useSearch } from "wouter";
import { useColumns } from "../../api/queries";
import type { Columns, Filter } from "../../api/types";
import { EmptyState, ErrorNote, Spinner } from "../../components/Notes";
import { placesIn, rowAt } from "../../lib/columns";
import { type Marked, useDecisionKeys } from "../../lib/decisionKeys";
import { narrowing, searchOf, useFilter } from "../../lib/filters";
import { lastPlace, sawGrid, sawPhoto } from "../../lib/place";
import { usePreferences } from "../../lib/preferences";
import { useTitle } from "../../lib/title";
import { FilterBar } from "./FilterBar";
import styles from "./GridPage.module.css";
import { comeBack, leave } from "./memory";
import { cellName, PhotoRows, type Picked, type RowsHandle } from "./PhotoRows";
import { type Rows, rowOf, rowsOf } from "./rows";
import { StatusBar } from "./StatusBar";
import {
  cleared,
  type List,
  meant,
  NOTHING,
  only,
  ranged,
  type Selection,
  toggled,
  within,
} from "./selection";
import { unrejected } from "./unrejected";
import { useGridKeys } from "./useGridKeys";
import { useNewPhotos } from "./useNewPhotos";

const GAP = 4;
const PADDING = 8;

export function GridPage() {
  useTitle("Grid");
  useNewPhotos();
  const search = useSearch();
  useEffect(() => sawGrid(`/grid${search && `?${search}`}`), [search]);
  const [filter, change] = useFilter();
  const columns = useColumns(filter);
  return (
    <div className={styles.page}>
      <h1 className="unseen">Grid</h1>
      <FilterBar filter={filter} change={change} />
      {columns.data ? (
        <PhotoGrid
          key={searchOf(filter)}
          columns={columns.data}
          filter={filter}
          stale={columns.isPlaceholderData}
        />
      ) : columns.isError ? (
        <ErrorNote error={columns.error} retry={() => void columns.refetch()} />
      ) : (
        <Spinner what="Reading the list" />
      )}
    </div>
  );
}

/** A list of photos to choose from. Another list is another grid: it begins at its top. */
function PhotoGrid({ columns, filter, stale }: { columns: Columns; filter: Filter; stale: boolean }) {
  const scroller = useRef<HTMLDivElement>(null);
  const handle = useRef<RowsHandle>(null);
  const width = useWidth(scroller);
  const { rowHeight } = usePreferences();
  const rows = useMemo(
    () => (width > 0 ? rowsOf(columns.aspect, width, Math.min(rowHeight, width / 1.6), GAP) : null),
    [columns, width, rowHeight],
  );
  const list = useMemo<List>(() => {
    const places = placesIn(columns);
    return { ids: columns.id, placeOf: (id) => places.get(id) };
  }, [columns]);
  const search = useSearch();
  const [, go] = useLocation();
  const back = useMemo(() => comeBack(search), [search]);
  const [selection, select] = useState(() => returning(back?.selection ?? NOTHING, search));
  const [selecting, setSelecting] = useState(false);
  const shown = useMemo(() => within(selection, list), [selection, list]);

  const open = useCallback(
    (id: number) => {
      sawPhoto(id, search ? `?${search}` : "");
      go(`/photos/${id}${search ? `?${search}` : ""}`);
    },
    [go, search],
  );
  const pick = useCallback(
    (id: number, { toggle, range, touch }: Picked) => {
      if (touch && !selecting) return open(id);
      select((now) => {
        if (range) return ranged(now, id, list, toggle);
        return toggle || selecting ? toggled(now, id) : only(id);
      });
    },
    [list, open, selecting],
  );
  const marked = useCallback(
    () =>
      meant(shown)
        .map((id): Marked | undefined => rowAt(columns, list.placeOf(id) ?? -1))
        .filter((photo) => photo !== undefined),
    [columns, list, shown],
  );
  const next = () => {
    const place = shown.cursor === null ? undefined : list.placeOf(shown.cursor);
    const id = place === undefined ? undefined : list.ids[place + 1];
    if (id !== undefined && shown.chosen.size <= 1) select(only(id));
  };
  useDecisionKeys(marked, next);
  const show = slideshowOf(filter, list.ids.length);
  const takeOut = () => {
    const photos = shown.chosen.size > 1 ? [...shown.chosen] : unrejected(columns, filter);
    if (photos.length > 0) go("/export?verdict=these", { state: { photos } });
  };
  useGridKeys({ selection: shown, select, list, rows, aspects: columns.aspect, handle, open, show, takeOut });
  useRemembering(search, shown, scroller);
  useRevealing(shown.cursor, list, rows, handle);

  return (
    <>
      <div
        ref={scroller}
        className={`${styles.scroller} ${stale ? styles.stale : ""}`}
        role="listbox"
        aria-multiselectable="true"
        aria-label="Photos"
        aria-busy={stale}
        aria-activedescendant={shown.cursor === null ? undefined : cellName(shown.cursor)}
        tabIndex={0}
      >
        {columns.id.length === 0 ? (
          <Nothing filter={filter} />
        ) : (
          rows && (
            <PhotoRows
              columns={columns}
              filter={filter}
              rows={rows}
              selection={shown}
              scroller={scroller}
              handle={handle}
              scrolled={startOf(rows, back?.scrolled ?? 0, shown, list, scroller.current)}
              onPick={pick}
              onOpen={open}
            />
          )
        )}
      </div>
      <StatusBar
        columns={columns}
        filter={filter}
        show={show}
        takeOut={takeOut}
        selection={shown}
        marked={marked}
        next={next}
        clear={() => select(cleared)}
        selecting={selecting}
        setSelecting={(on) => {
          setSelecting(on);
          if (!on) select(cleared);
        }}
      />
    </>
  );
}

/** The address of a slideshow of all that is listed, in the same order. */
function slideshowOf(filter: Filter, photos: number): string {
  const search = searchOf(filter);
  return `/slideshow${search}${search ? "&" : "?"}n=${photos}`;
}

function Nothing({ filter }: { filter: Filter }) {
  const [, go] = useLocation();
  if (narrowing(filter).length === 0) {
    return (
      <EmptyState title="No photos yet">
        <p className="quiet">They appear here as they are rated.</p>
        <Link href="/">See how it stands</Link>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No photo is like that">
      <p className="quiet">Nothing in the library meets all that is asked for.</p>
      <button type="button" onClick={() => go("/grid", { replace: true })}>
        Show all photos
      </button>
    </EmptyState>
  );
}

/** The selection that one left, with the cursor on the photo that the loupe showed last. */
function returning(selection: Selection, search: string): Selection {
  const place = lastPlace();
  if (!place || place.search !== (search ? `?${search}` : "")) return selection;
  return selection.chosen.size > 1 ? { ...selection, cursor: place.photo } : only(place.photo);
}

/** Where to begin: where one left, unless the cursor went out of view in the meantime. */
function startOf(
  rows: Rows,
  scrolled: number,
  { cursor }: Selection,
  list: List,
  scroller: HTMLElement | null,
): number {
  const place = cursor === null ? undefined : list.placeOf(cursor);
  const tall = scroller?.clientHeight ?? 0;
  if (place === undefined) return scrolled;
  const row = rowOf(rows, place);
  const [top, bottom] = [rows.top[row] ?? 0, rows.top[row + 1] ?? 0];
  if (top >= scrolled && bottom <= scrolled + tall) return scrolled;
  return Math.max(0, (top + bottom) / 2 - tall / 2);
}

/** The room for rows; it changes only where the window does. */
function useWidth(scroller: RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => setWidth(element.clientWidth - 2 * PADDING);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  return width;
}

function useRemembering(
  search: string,
  selection: Selection,
  scroller: RefObject<HTMLDivElement | null>,
): void {
  const latest = useRef({ search, selection });
  latest.current = { search, selection };
  const scrolled = useRef(0);
  useEffect(() => {
    const element = scroller.current;
    const note = () => {
      scrolled.current = element?.scrollTop ?? 0;
    };
    element?.addEventListener("scroll", note, { passive: true });
    return () => {
      element?.removeEventListener("scroll", note);
      leave({ ...latest.current, scrolled: scrolled.current });
    };
  }, [scroller]);
}

/** Scroll so that the cursor is in view, whenever it moves. */
function useRevealing(
  cursor: number | null,
  list: List,
  rows: Rows | null,
  handle: RefObject<RowsHandle | null>,
): void {
  const before = useRef(cursor);
  useEffect(() => {
    if (cursor === before.current || rows === null) return;
    before.current = cursor;
    const place = cursor === null ? undefined : list.placeOf(cursor);
    if (place !== undefined) handle.current?.reveal(place);
  }, [cursor, list, rows, handle]);
}
