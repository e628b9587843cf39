import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useLocation, useParams, useSearch } from "wouter";
import { ServerProblem } from "../../api/client";
import { photoQuery, useColumns, usePhoto } from "../../api/queries";
import type { Columns, PhotoDetail } from "../../api/types";
import { onSaved, queries } from "../../app/session";
import { MarkBadges } from "../../components/MarkBadges";
import { MarkBar } from "../../components/MarkBar";
import { EmptyState, Spinner } from "../../components/Notes";
import { ZoomStage } from "../../components/ZoomStage";
import { placesIn, type Row, rowAt } from "../../lib/columns";
import { useDecisionKeys } from "../../lib/decisionKeys";
import { filterOf } from "../../lib/filters";
import { useKeys } from "../../lib/keys";
import { useMark } from "../../lib/marks";
import { sawPhoto, wayBack } from "../../lib/place";
import { prefer, usePreferences } from "../../lib/preferences";
import { useResting } from "../../lib/resting";
import { isSeen, undecidedFor } from "../../lib/sight";
import { useTitle } from "../../lib/title";
import { say } from "../../lib/toasts";
import { jumpTo, toggledZoom, WHOLE, type Zoom } from "../../lib/zoom";
import { Filmstrip } from "./Filmstrip";
import { InfoPanel } from "./InfoPanel";
import { LoupeBar } from "./LoupeBar";
import styles from "./LoupePage.module.css";
import { ClippingLegend, type Marked, Marks } from "./Marks";
import { useNeighbours } from "./useNeighbours";

const RESTING_MS = 80;

/** One photo of a list: the address has the photo, and the list as the grid's has it. */
export function LoupePage() {
  const id = Number(useParams().photo);
  const asked = useSearch();
  const search = asked ? `?${asked}` : "";
  const columns = useColumns(useMemo(() => filterOf(asked), [asked]));
  const detail = usePhoto(useResting(id, RESTING_MS));
  const known =
    detail.data?.id === id ? detail.data : queries.getQueryData<PhotoDetail>(photoQuery(id).queryKey);
  const place = columns.data && placesIn(columns.data).get(id);
  const row = columns.data && place !== undefined ? rowAt(columns.data, place) : rowOf(known);
  if (row) {
    return <Loupe row={row} detail={known} columns={columns.data} place={place} search={search} />;
  }
  if (detail.isError)
    return <NoPhoto error={detail.error} retry={() => void detail.refetch()} search={search} />;
  if (!Number.isInteger(id)) return <NoPhoto search={search} />;
  return <Spinner what="Fetching the photo" />;
}

type NoPhotoProps = { error?: Error; retry?: () => void; search: string };

/** There is no such photo, or it cannot be told of now: the way back is there all the same. */
function NoPhoto({ error, retry, search }: NoPhotoProps) {
  const [, go] = useLocation();
  const back = () => go(wayBack(search));
  const isGone = !error || (error instanceof ServerProblem && error.status === NOT_FOUND);
  useTitle("Photo");
  useKeys("Loupe", [{ keys: ["Escape"], does: "Back", run: back }]);
  return (
    <EmptyState title={isGone ? "There is no such photo" : "That did not work"}>
      <p className="quiet" role="alert">
        {isGone ? "It may have been moved or deleted since." : error.message}
      </p>
      {!isGone && retry && (
        <button type="button" onClick={retry}>
          Try again
        </button>
      )}
      <button type="button" title="Back (Esc)" onClick={back}>
        Back to {originOf(search)}
      </button>
    </EmptyState>
  );
}

const NOT_FOUND = 404;

/** A photo that is not in the list it was opened from: it is shown all the same. */
function rowOf(photo: PhotoDetail | undefined): Row | undefined {
  if (!photo) return undefined;
  return { ...photo, aspect: photo.height > 0 ? photo.width / photo.height : 1, failed: !!photo.failure };
}

type Props = {
  row: Row;
  detail: PhotoDetail | undefined;
  columns: Columns | undefined;
  place: number | undefined;
  search: string;
};

function Loupe({ row, detail, columns, place, search }: Props) {
  const [zoom, setZoom] = useState<Zoom>(WHOLE);
  const [marking, setMarking] = useState<Marked | null>(null);
  const { showInfo, showFilmstrip } = usePreferences();
  const [, go] = useLocation();
  const mark = useMark(row);
  const at = useLastKnown(place);
  useTitle(detail?.name ?? "Photo");
  useNeighbours(columns, place, zoom.long !== null);
  useEffect(() => sawPhoto(row.id, search), [row.id, search]);

  const show = useCallback((id: number) => go(`/photos/${id}${search}`, { replace: true }), [go, search]);
  const neighbour = (by: number) => columns?.id[(place === undefined && by > 0 ? at - 1 : at) + by];
  function step(by: number): void {
    const id = neighbour(by);
    if (id !== undefined) show(id);
    else if (columns) say({ text: by > 0 ? "That was the last photo." : "That was the first photo." });
  }
  useFollowingUndo(columns, row.id, show);

  const size = detail ?? { width: row.aspect * UNKNOWN_TALL, height: UNKNOWN_TALL };
  const failure = row.failed ? (detail?.failure ?? "") : null;
  const photo = { ...row, width: size.width, height: size.height, failure };
  const toggle = () => row.failed || setZoom(toggledZoom(zoom, size, devicePixelRatio));
  function toSharpest(): void {
    const point = detail?.sharpest;
    if (point) setZoom(jumpTo(point, size, devicePixelRatio));
    else if (detail) say({ text: "No part of this photo is sharper than the rest." });
  }
  const other = neighbour(1) ?? neighbour(-1);
  const compare = other === undefined ? undefined : () => go(`/compare/${row.id},${other}${search}`);
  const toggleMarks = (what: Marked) => setMarking(marking === what ? null : what);
  const after = () => step(1);
  const back = () => go(wayBack(search, row.id));
  function inSight(): readonly Row[] {
    if (isSeen(photo)) return [row];
    say({ text: undecidedFor("The photo is still on its way") });
    return [];
  }
  useDecisionKeys(inSight, after);
  useKeys("Loupe", [
    { keys: ["ArrowRight", "ArrowDown"], does: "The next photo", run: () => step(1) },
    { keys: ["ArrowLeft", "ArrowUp"], does: "The photo before", run: () => step(-1) },
    { keys: ["Home"], does: "The first photo", run: () => step(-at) },
    { keys: ["End"], does: "The last photo", run: () => step((columns?.id.length ?? 1) - 1 - at) },
    { keys: [" "], does: "1:1 and back, where one looked last", run: toggle },
    { keys: ["s"], does: "1:1 where it is sharpest", run: toSharpest },
    { keys: ["e"], does: "Mark the edges that are in focus", run: () => toggleMarks("peaks") },
    { keys: ["j"], does: "Mark blown highlights and blocked shadows", run: () => toggleMarks("clips") },
    { keys: ["i"], does: "What is known of the photo", run: () => prefer({ showInfo: !showInfo }) },
    { keys: ["t"], does: "The film strip", run: () => prefer({ showFilmstrip: !showFilmstrip }) },
    { keys: ["c"], does: "Compare with the next photo", run: () => compare?.() },
    {
      keys: ["Escape"],
      does: "The whole photo; then back",
      run: () => (zoom.long === null ? back() : setZoom({ ...zoom, long: null })),
    },
  ]);

  const number = columns && place !== undefined ? `${place + 1} of ${columns.id.length}` : "";
  return (
    <div className={styles.page}>
      <div className={styles.main}>
        <LoupeBar
          name={detail?.name ?? ""}
          number={number}
          score={row.score}
          near={zoom.long !== null}
          toggle={toggle}
          toSharpest={detail?.sharpest ? toSharpest : undefined}
          marking={marking}
          toggleMarks={toggleMarks}
          compare={compare}
          back={back}
          backTo={originOf(search)}
          step={step}
        />
        <div className={styles.stage}>
          <ZoomStage
            photo={photo}
            alt={detail ? `${detail.name}, ${number}` : `Photo ${number}`}
            zoom={zoom}
            onZoom={setZoom}
            onSwipe={step}
            overlay={marking && !row.failed && <Marks photo={row} what={marking} />}
          />
          <div className={styles.marks} aria-live="polite">
            <MarkBadges mark={mark} />
          </div>
          {marking === "clips" && !row.failed && <ClippingLegend photo={row} />}
        </div>
        <div className={styles.decide}>
          <MarkBar photos={inSight} alone={row.id} mark={mark} after={after} />
        </div>
        {showFilmstrip && columns && <Filmstrip columns={columns} place={at} photo={row.id} show={show} />}
      </div>
      {showInfo && <InfoPanel photo={detail} />}
    </div>
  );
}

/** The view that one came from. */
function originOf(search: string): string {
  return NAMES[wayBack(search).split(/[/?]/)[1] ?? ""] ?? "Grid";
}

const NAMES: Record<string, string> = { "": "Overview", moments: "Moments", weights: "Weights" };

/** Of the shape alone a size can be made that is about as large as photos are. */
const UNKNOWN_TALL = 4000;

/** The place in the list; where the photo left it, the place that it had. */
function useLastKnown(place: number | undefined): number {
  const last = useRef(0);
  if (place !== undefined) last.current = place;
  return last.current;
}

/** After an undo one sees what was undone. */
function useFollowingUndo(columns: Columns | undefined, here: number, show: (id: number) => void): void {
  useEffect(
    () =>
      onSaved((done, kind, follow) => {
        if (kind === "decide" || !follow || !columns) return;
        const changed = done.changes.map(({ photo }) => photo);
        const first = changed.find((photo) => placesIn(columns).has(photo));
        if (first !== undefined && !changed.includes(here)) show(first);
      }),
    [columns, here, show],
  );
}
