import { useQueries } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useLocation, useParams, useSearch } from "wouter";
import { photoQuery, useColumns, useLibrary } from "../../api/queries";
import type { PhotoDetail } from "../../api/types";
import { queries } from "../../app/session";
import { EmptyState, ErrorNote, Spinner } from "../../components/Notes";
import { rowAt } from "../../lib/columns";
import { useDecisionKeys } from "../../lib/decisionKeys";
import { filterOf } from "../../lib/filters";
import { useKeys } from "../../lib/keys";
import { useMarks } from "../../lib/marks";
import { useMedia } from "../../lib/media";
import { wayBack } from "../../lib/place";
import { prefetch } from "../../lib/prefetch";
import { isSeen, undecidedFor } from "../../lib/sight";
import { useTitle } from "../../lib/title";
import { say } from "../../lib/toasts";
import { toggledZoom, WHOLE, type Zoom } from "../../lib/zoom";
import { advantages, wholeBar } from "./advantage";
import { BenchBar } from "./BenchBar";
import * as benches from "./bench";
import styles from "./ComparePage.module.css";
import { Differences } from "./Differences";
import { Pane } from "./Pane";
import { Speaks } from "./Speaks";
import { type List, useDuels } from "./useDuels";
import { useShifts } from "./useShifts";

const NO_LIST: readonly number[] = [];

/** Not a phone, which has panes without deeds of their own, and what differs on a sheet over them. */
const ROOMY = "(min-width: 721px) and (min-height: 501px)";

/** Two to four photos side by side, looked into together. */
export function ComparePage() {
  const asked = useParams<{ photos: string }>().photos;
  const search = useSearch();
  const ids = useMemo(() => benches.photosOf(asked), [asked]);
  const details = useQueries({ queries: ids.map(photoQuery) });
  const list = useList(benches.listSearch(search));
  useTitle("Compare");
  const failed = details.find((detail) => detail.isError);
  const photos = useComplete(details.map((detail) => detail.data));
  if (ids.length < 2) {
    return (
      <EmptyState title="Two photos or more are compared">
        <p className="quiet">Select them in the grid or in a moment, then press C.</p>
      </EmptyState>
    );
  }
  if (failed) return <ErrorNote error={failed.error} retry={() => void failed.refetch()} />;
  if (photos === null) return <Spinner what="Loading the photos" />;
  const bench: benches.Bench = { photos: ids, champion: benches.championOf(search, ids) };
  const first = photos.find((photo) => photo.id !== bench.champion) as PhotoDetail; // there are two or more
  return <Beside photos={photos} first={first} bench={bench} list={list} search={search} />;
}

/** The photos once all are there; until then those that were shown before, so that nothing flickers. */
function useComplete(photos: readonly (PhotoDetail | undefined)[]): readonly PhotoDetail[] | null {
  const last = useRef<readonly PhotoDetail[] | null>(null);
  const there = photos.filter((photo) => photo !== undefined);
  if (there.length === photos.length) last.current = there;
  return last.current;
}

/** The photos of the group or the list from which one came here. */
function useList(search: string): List {
  const filter = useMemo(() => filterOf(search), [search]);
  const { data: columns } = useColumns(filter, search !== "");
  const isComing = search !== "" && columns === undefined;
  return { ids: (search !== "" && columns?.id) || NO_LIST, columns, isComing };
}

type Props = {
  /** Those in sight: on the bench, or before it while one of those is on its way. */
  photos: readonly PhotoDetail[];
  /** The one that is looked at before anybody says. */
  first: PhotoDetail;
  bench: benches.Bench;
  list: List;
  search: string;
};

function Beside({ photos, first, bench, list, search }: Props) {
  useMarks();
  const [zoom, setZoom] = useState<Zoom>(WHOLE);
  const shifts = useShifts(zoom, setZoom);
  const [wanted, setLooked] = useState<number | null>(null);
  const isRoomy = useMedia(ROOMY);
  const [why, setWhy] = useState(isRoomy);
  const [, navigate] = useLocation();
  const looked = photos.find((photo) => photo.id === wanted) ?? first;
  const { champion } = bench;
  const isPassing = photos.some(({ id }, place) => id !== bench.photos[place]);
  const meant = bench.photos.find((id) => id === wanted) ?? bench.photos.find((id) => id !== champion);
  const duels = useDuels(bench, meant ?? looked.id, list, search, setLooked);
  const signals = useLibrary().data?.signals;
  const speaks = useMemo(() => advantages(photos, signals ?? []), [photos, signals]);
  useChallengersAhead(bench, meant, list);

  const spot = zoom === WHOLE ? (looked.sharpest ?? zoom) : zoom;
  const whole = () => setZoom({ ...zoom, long: null });
  const leave = () =>
    history.length > 1 ? history.back() : navigate(wayBack(`?${benches.listSearch(search)}`));
  const magnify = () => setZoom(toggledZoom(zoom, looked, devicePixelRatio, spot));
  const explain = () => setWhy(!why);
  /** What is on the bench is there, and these can be seen: else the loser would stand for who challenges next. */
  function areInSight(seen: readonly PhotoDetail[] = []): boolean {
    const are = !isPassing && seen.every(isSeen);
    if (!are) say({ text: undecidedFor("A photo is still on its way") });
    return are;
  }
  const decidedOn = (photo: PhotoDetail) => (areInSight([photo]) ? [photo] : []);
  const pin = (photo: number) => areInSight() && duels.pin(photo);
  const win = (photo: number) => areInSight(photos) && duels.win(photo);
  const takeAway = (photo: number) => areInSight() && duels.takeAway(photo);
  useBenchKeys({
    challenge: duels.challenge,
    pin,
    win,
    takeAway,
    looked,
    decidedOn: () => decidedOn(looked),
    magnify,
    explain,
    align: shifts.align,
    on: (by) => setLooked(benches.lookOn(bench, meant ?? looked.id, by)),
    leave: () => (zoom.long === null ? leave() : whole()),
  });
  const bar = wholeBar(speaks);
  /** What can be done with a photo here; what takes another number of photos cannot. */
  const deedsOn = (photo: PhotoDetail) => ({
    decidedOn: () => decidedOn(photo),
    pin: () => pin(photo.id),
    win: photos.length === 2 ? () => win(photo.id) : undefined,
    takeAway: photos.length > 2 ? () => takeAway(photo.id) : undefined,
  });
  return (
    <div className={styles.page} data-panes={photos.length}>
      <h1 className="unseen">Compare</h1>
      <div className={styles.panes}>
        {photos.map((photo, place) => (
          <Pane
            // biome-ignore lint/suspicious/noArrayIndexKey: a pane stays where it is while its photo changes
            key={place}
            photo={photo}
            letter={benches.letterOf(place)}
            zoom={shifts.zoomOf(photo.id)}
            onZoom={(next, alone) => shifts.show(photo.id, next, alone)}
            isLooked={photo.id === looked.id}
            isChampion={photo.id === champion}
            speaks={why ? (speaks.get(photo.id) ?? []) : null}
            wholeBar={bar}
            deeds={isRoomy ? deedsOn(photo) : null}
            onLook={() => setLooked(photo.id)}
            onSwipe={duels.swipe}
          />
        ))}
      </div>
      {why && (
        <Differences photos={photos} looked={looked.id}>
          {!isRoomy && <Speaks speaks={speaks.get(looked.id) ?? []} wholeBar={bar} />}
        </Differences>
      )}
      <BenchBar
        looked={looked}
        letter={benches.letterOf(photos.indexOf(looked))}
        isChampion={looked.id === champion}
        who={champion === null ? "photo" : "challenger"}
        exchange={duels.exchange}
        hasAnother={duels.hasAnother}
        near={zoom.long !== null}
        magnify={magnify}
        why={why}
        explain={explain}
        align={shifts.isShifted && zoom.long !== null ? shifts.align : null}
        leave={leave}
        decidedOn={() => decidedOn(looked)}
        deeds={isRoomy ? null : deedsOn(looked)}
      />
    </div>
  );
}

type Deeds = {
  looked: PhotoDetail;
  decidedOn(): readonly PhotoDetail[];
  challenge(by: 1 | -1): void;
  win(photo: number): void;
  takeAway(photo: number): void;
  pin(photo: number): void;
  magnify(): void;
  on(by: number): void;
  explain(): void;
  align(): void;
  leave(): void;
};

function useBenchKeys({
  looked,
  decidedOn,
  challenge,
  win,
  takeAway,
  pin,
  magnify,
  on,
  explain,
  align,
  leave,
}: Deeds): void {
  useDecisionKeys(decidedOn, () => undefined); // both stay: they are being compared
  useKeys("Compare", [
    {
      keys: ["ArrowRight"],
      does: "Next challenger of the champion; else the next pane",
      run: () => challenge(1),
    },
    { keys: ["ArrowLeft"], does: "Challenger before; else the pane before", run: () => challenge(-1) },
    { keys: ["ArrowDown"], does: "Next pane", run: () => on(1) },
    { keys: ["ArrowUp"], does: "Pane before", run: () => on(-1) },
    {
      keys: ["Enter", "w"],
      does: "This one wins: keep it, reject the other, next challenger",
      run: () => win(looked.id),
    },
    { keys: ["k"], does: "Pin as the champion, or no longer", run: () => pin(looked.id) },
    { keys: ["Backspace", "Delete"], does: "Take this pane away", run: () => takeAway(looked.id) },
    { keys: [" "], does: "Zoom all to 1:1, and back", run: magnify },
    { keys: ["a"], does: "All show one place again, after one was dragged alone with Shift", run: align },
    { keys: ["i"], does: "What differs, and what speaks for each", run: explain },
    { keys: ["Escape", "c"], does: "Back", run: leave },
  ]);
}

/** The next challengers are fetched before they are asked for. */
function useChallengersAhead(bench: benches.Bench, looked: number | undefined, { ids, columns }: List): void {
  const key = bench.photos.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a bench is another when its photos are
  useEffect(() => {
    if (columns === undefined || looked === undefined) return;
    for (const by of [1, -1] as const) {
      const id = benches.nextOf(ids, looked, by, bench);
      const row = id === null ? undefined : rowAt(columns, columns.id.indexOf(id));
      if (row === undefined) continue;
      if (!row.failed) prefetch(row).catch(() => undefined); // said where it is shown
      void queries.prefetchQuery(photoQuery(row.id));
    }
  }, [key, looked, ids, columns]);
}
