import { useQueries } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useLocation, useParams, useSearch } from "wouter";
import { photoQuery, useColumns, useLibrary } from "../../api/queries";
import type { Columns, PhotoDetail } from "../../api/types";
import { decide, queries } from "../../app/session";
import { EmptyState, ErrorNote, Spinner } from "../../components/Notes";
import { rowAt } from "../../lib/columns";
import { useDecisionKeys } from "../../lib/decisionKeys";
import { filterOf } from "../../lib/filters";
import { useKeys } from "../../lib/keys";
import { markOf, NO_MARK, useMarks } from "../../lib/marks";
import { wayBack } from "../../lib/place";
import { preferences } from "../../lib/preferences";
import { prefetch } from "../../lib/prefetch";
import { useTitle } from "../../lib/title";
import { say } from "../../lib/toasts";
import { toggledZoom, WHOLE, type Zoom } from "../../lib/zoom";
import { advantages, wholeBar } from "./advantage";
import * as benches from "./bench";
import styles from "./ComparePage.module.css";
import { Pane } from "./Pane";

const NO_LIST: readonly number[] = [];

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
  const shown = photos.map((photo) => photo.id);
  const champion = benches.championOf(search, shown);
  const first = photos.find((photo) => photo.id !== champion) as PhotoDetail; // there are two or more
  return <Beside photos={photos} first={first} champion={champion} list={list} search={search} />;
}

/** The photos once all are there; until then those that were shown before, so that nothing flickers. */
function useComplete(photos: readonly (PhotoDetail | undefined)[]): readonly PhotoDetail[] | null {
  const last = useRef<readonly PhotoDetail[] | null>(null);
  const there = photos.filter((photo) => photo !== undefined);
  if (there.length === photos.length) last.current = there;
  return last.current;
}

type List = { ids: readonly number[]; columns: Columns | undefined };

/** The photos of the group or the list from which one came here. */
function useList(search: string): List {
  const filter = useMemo(() => filterOf(search), [search]);
  const columns = useColumns(filter, search !== "").data;
  return { ids: (search !== "" && columns?.id) || NO_LIST, columns };
}

type Props = {
  photos: readonly PhotoDetail[];
  /** The one that is looked at before anybody says. */
  first: PhotoDetail;
  champion: number | null;
  list: List;
  search: string;
};

function Beside({ photos, first, champion, list, search }: Props) {
  useMarks();
  const [zoom, setZoom] = useState<Zoom>(WHOLE);
  const [wanted, setLooked] = useState<number | null>(null);
  const [why, setWhy] = useState(true);
  const [, navigate] = useLocation();
  const looked = photos.find((photo) => photo.id === wanted) ?? first;
  const bench: benches.Bench = { photos: photos.map((photo) => photo.id), champion };
  const duels = useDuels(bench, looked.id, list, search, setLooked);
  const signals = useLibrary().data?.signals;
  const speaks = useMemo(() => advantages(photos, signals ?? []), [photos, signals]);
  useChallengersAhead(bench, looked.id, list);

  const spot = zoom === WHOLE ? (looked.sharpest ?? zoom) : zoom;
  const whole = () => setZoom({ ...zoom, long: null });
  const leave = () =>
    history.length > 1 ? history.back() : navigate(wayBack(`?${benches.listSearch(search)}`));
  useBenchKeys({
    ...duels,
    looked,
    magnify: () => setZoom(toggledZoom(zoom, looked, devicePixelRatio, spot)),
    on: (by) => setLooked(benches.lookOn(bench, looked.id, by)),
    explain: () => setWhy(!why),
    leave: () => (zoom.long === null ? leave() : whole()),
  });
  return (
    <div className={styles.page} data-panes={photos.length}>
      <h1 className="unseen">Compare</h1>
      {photos.map((photo, place) => (
        <Pane
          // biome-ignore lint/suspicious/noArrayIndexKey: a pane stays where it is while its photo changes
          key={place}
          photo={photo}
          zoom={zoom}
          onZoom={setZoom}
          isLooked={photo.id === looked.id}
          isChampion={photo.id === champion}
          speaks={why ? (speaks.get(photo.id) ?? []) : null}
          wholeBar={wholeBar(speaks)}
          onLook={() => setLooked(photo.id)}
          onPin={() => duels.pin(photo.id)}
          onWin={photos.length === 2 ? () => duels.win(photo.id) : undefined}
          onSwipe={duels.challenge}
        />
      ))}
    </div>
  );
}

/** What changes who is on the bench. */
function useDuels(
  bench: benches.Bench,
  looked: number,
  list: List,
  search: string,
  setLooked: (photo: number | null) => void,
) {
  const [, navigate] = useLocation();
  const show = (next: benches.Bench) => navigate(benches.address(next, search), { replace: true });
  const isOut = (id: number) => verdictOf(id, list.columns) === "rejected";
  function meet(next: benches.Bench, challenger: number | null): void {
    setLooked(challenger);
    show(next);
  }
  return {
    challenge(by: 1 | -1): void {
      const old = bench.champion === null ? null : benches.challengerOf(bench, looked);
      if (old === null) return void setLooked(benches.lookOn(bench, looked, by));
      const next = benches.nextOf(list.ids, old, by, bench);
      if (next === null) {
        const end = by > 0 ? "That was the last challenger." : "That was the first challenger.";
        return void say({ text: end });
      }
      meet(benches.exchanged(bench, old, next), next);
    },
    win(winner: number): void {
      const loser = bench.photos.find((id) => id !== winner);
      if (bench.photos.length !== 2 || loser === undefined) {
        return void say({
          text: "One wins over one other: take panes away with Backspace until two are left.",
        });
      }
      decide(...benches.victory(winner, loser));
      if (!preferences().autoAdvance) return;
      const next = benches.afterVictory(bench, winner, loser, list.ids, isOut);
      if (next === null) {
        show({ ...bench, champion: winner });
        return void say({ text: "It has won: nobody is left to challenge it." });
      }
      meet(next, next.photos.find((id) => id !== winner) ?? null);
    },
    takeAway(): void {
      if (bench.photos.length < 3) return;
      setLooked(benches.lookOn(bench, looked, 1));
      show(benches.removed(bench, looked));
    },
    pin: (id: number) => show({ ...bench, champion: bench.champion === id ? null : id }),
  };
}

type Deeds = {
  looked: PhotoDetail;
  challenge(by: 1 | -1): void;
  win(photo: number): void;
  takeAway(): void;
  pin(photo: number): void;
  magnify(): void;
  on(by: number): void;
  explain(): void;
  leave(): void;
};

function useBenchKeys({ looked, challenge, win, takeAway, pin, magnify, on, explain, leave }: Deeds): void {
  useDecisionKeys(
    () => [looked],
    () => undefined, // both stay: they are being compared
  );
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
    { keys: ["Backspace", "Delete"], does: "Take this pane away", run: takeAway },
    { keys: [" "], does: "Zoom all to 1:1, and back", run: magnify },
    { keys: ["i"], does: "What speaks for each", run: explain },
    { keys: ["Escape", "c"], does: "Back", run: leave },
  ]);
}

/** What was decided of a photo of the list, as it is now. */
function verdictOf(id: number, columns: Columns | undefined) {
  const verdict = columns?.verdict[columns.id.indexOf(id)] ?? 0;
  const told = verdict > 0 ? "kept" : verdict < 0 ? "rejected" : null;
  return markOf({ id, mark: { ...NO_MARK, verdict: told } }).verdict;
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
