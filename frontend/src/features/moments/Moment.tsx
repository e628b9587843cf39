import { useEffect, useMemo, useState } from "react";
import { photoQuery, usePhoto } from "../../api/queries";
import type { Group, Photo } from "../../api/types";
import { queries } from "../../app/session";
import { CloseUp } from "../../components/CloseUp";
import { MarkBadges, markInWords } from "../../components/MarkBadges";
import { ScoreBadge } from "../../components/ScoreBadge";
import { ZoomStage } from "../../components/ZoomStage";
import { useDecisionKeys } from "../../lib/decisionKeys";
import { type Binding, useKeys } from "../../lib/keys";
import { markOf, useMarks } from "../../lib/marks";
import { sawPhoto } from "../../lib/place";
import { prefer, usePreferences } from "../../lib/preferences";
import { prefetch } from "../../lib/prefetch";
import type { Standing } from "../../lib/resting";
import { toggledZoom, WHOLE } from "../../lib/zoom";
import { besideOf, shownOf } from "./beside";
import { Filmstrip } from "./Filmstrip";
import { fates, keepersOf } from "./fate";
import { type List, nextWaiting, step } from "./list";
import styles from "./MomentsPage.module.css";
import { Panel } from "./Panel";
import { asList, inOrder, meant, stepIn, toggled } from "./strip";
import { type Scene, useDeeds } from "./useDeeds";

const AHEAD = 2; // groups
const STRIPS_AHEAD = 6; // as many are gone through before a hand that only accepts has to wait
const MEMBERS_AHEAD = 6;
const MOST_MEMBERS = 12;
const MOST_IN_STRIPS = 180; // no more than are kept
const NOBODY: ReadonlySet<number> = new Set();

type Props = Pick<Scene, "group" | "list" | "onLook" | "advance" | "show"> & {
  /** The photo that is looked at; the keeper where it is none of this group. */
  asked: number | undefined;
  onStep(by: number): void;
  standing: Standing;
};

/** One moment: the keeper large, all of its photos below, why, and what can be done. */
export function Moment({ asked, ...props }: Props) {
  useMarks();
  const { group } = props;
  const strip = useMemo(() => inOrder(group), [group]);
  const keepers = keepersOf(group, markOf);
  const keeper = strip.find((photo) => photo.id === keepers[0]) ?? group.members[0];
  const [first] = useState(keeper?.id); // it stays in sight where a decision makes another photo the keeper
  const looked =
    strip.find((photo) => photo.id === asked) ?? strip.find((photo) => photo.id === first) ?? keeper;
  return looked && keeper && <Looked {...props} {...{ strip, keepers, keeper, looked }} />;
}

type LookedProps = Omit<Props, "asked"> & {
  strip: readonly Photo[];
  keepers: readonly number[];
  keeper: Photo;
  looked: Photo;
};

function Looked({ strip, keepers, keeper, looked, onStep, standing, ...shown }: LookedProps) {
  const { group, list, onLook, advance, show } = shown;
  const [zoom, setZoom] = useState(WHOLE);
  const [selected, setSelected] = useState(NOBODY);
  const beside = useMemo(() => besideOf(list, group), [list, group]);
  const sharpest = usePhoto(keeper.id).data?.sharpest;
  const { closeUps } = usePreferences();
  const spot = zoom === WHOLE && sharpest ? sharpest : zoom; // what was looked into, else where there is most to see
  usePrefetched(group, looked.id, list, beside?.group);
  useEffect(() => sawPhoto(looked.id, asList(group)), [looked.id, group]);

  const those = meant(selected, looked.id);
  const photos = strip.filter((photo) => those.includes(photo.id));
  const unselect = () => setSelected(NOBODY);
  const scene = { group, list, looked, selected, meant: photos, onLook, unselect, advance, show };
  const deeds = useDeeds({ ...scene, beside: beside?.group });

  function look(by: number, selecting = false): void {
    const next = stepIn(strip, looked.id, by);
    if (next === undefined) return;
    if (selecting) setSelected(new Set([...selected, looked.id, next.id]));
    if (next.id !== looked.id) onLook(next.id);
  }
  function magnify(): void {
    setZoom(toggledZoom(zoom, looked, devicePixelRatio, spot));
  }
  function letGo(): void {
    unselect();
    setZoom({ ...zoom, long: null });
  }
  useDecisionKeys(
    () => photos,
    () => undefined, // the photos of a moment are decided on together: Enter goes on
  );
  useKeys("Moment", [
    ...deeds.map(({ keys, does, run, off }): Binding => ({ keys, does, run: () => off || run() })),
    { keys: [" "], does: "Zoom to 1:1, and back", run: magnify },
    { keys: ["ArrowLeft"], does: "Photo before", run: () => look(-1) },
    { keys: ["ArrowRight"], does: "Next photo", run: () => look(1) },
    { keys: ["Home"], does: "The keeper", run: () => onLook(keeper.id) },
    { keys: ["e"], does: "Close-ups of all photos, and back", run: () => prefer({ closeUps: !closeUps }) },
    { keys: ["v"], does: "Select, or no longer", run: () => setSelected(toggled(selected, looked.id)) },
    { keys: ["Shift+ArrowLeft"], does: "Select, going back", run: () => look(-1, true) },
    { keys: ["Shift+ArrowRight"], does: "Select, going on", run: () => look(1, true) },
    { keys: ["Escape"], does: "Select nothing, show all of the photo", run: letGo },
    { keys: ["ArrowDown", "n"], does: "Next moment", run: () => onStep(1), repeats: true },
    { keys: ["ArrowUp", "b"], does: "Moment before", run: () => onStep(-1), repeats: true },
  ]);

  const isKeeper = keepers.includes(looked.id);
  return (
    <article className={styles.moment} aria-label="Moment">
      <div className={styles.stage}>
        <ZoomStage photo={looked} alt={altOf(looked, isKeeper)} zoom={zoom} onZoom={setZoom} onSwipe={look} />
        <p className={styles.badges}>
          {isKeeper && <span className={styles.keeper}>Keeper</span>}
          <MarkBadges mark={markOf(looked)} />
          <ScoreBadge score={looked.score} />
        </p>
      </div>
      <Filmstrip
        strip={strip}
        looked={looked.id}
        selected={selected}
        keepers={keepers}
        fate={fates(group, markOf)}
        spot={closeUps ? spot : null}
        onLook={onLook}
        onSelect={(id) => setSelected(toggled(selected, id))}
      />
      <Panel
        group={group}
        photo={looked}
        deeds={deeds}
        standing={standing}
        beside={beside}
        selected={selected.size}
      >
        {!closeUps && hasPicture(looked) && <CloseUp photo={looked} spot={spot} />}
      </Panel>
    </article>
  );
}

function altOf(photo: Photo, isKeeper: boolean): string {
  return [photo.name, isKeeper ? "keeper" : "", markInWords(markOf(photo))].filter(Boolean).join(", ");
}

/**
 * What is shown next, after the photo that was asked for is painted: what stands for the moment beside it, which may be
 * folded away; the filmstrips of this moment and the next ones; without them nothing is decided of them. Then previews
 * of this moment, what is looked at first, and of the next ones.
 */
function usePrefetched(group: Group, looked: number, list: List, beside: Group | undefined): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      const next = nextOf(group, list);
      const strips = [group, ...next].flatMap(({ members }) => members).slice(0, MOST_IN_STRIPS);
      for (const photo of [...(beside ? shownOf(beside) : []), ...strips].filter(hasPicture))
        prefetch(photo, "thumbnail").catch(() => undefined); // said where it is shown
      const near = next.slice(0, AHEAD);
      for (const photo of wantedOf(group, looked, near).filter(hasPicture))
        prefetch(photo).catch(() => undefined);
      const firsts = near.flatMap(({ members }) => members.slice(0, 1));
      for (const { id } of firsts) void queries.prefetchQuery(photoQuery(id));
    });
    return () => clearTimeout(timer);
  }, [group, looked, list, beside]);
}

/** What could not be read has none, and is not asked for one. */
function hasPicture({ failure }: Photo): boolean {
  return failure == null;
}

function wantedOf(group: Group, looked: number, next: List): readonly Photo[] {
  const own = group.members.slice(0, MOST_MEMBERS);
  const ahead = next.flatMap(({ members }) => members.slice(0, MEMBERS_AHEAD));
  return [...group.members.filter((photo) => photo.id === looked), ...own, ...ahead];
}

function nextOf(group: Group, list: List): List {
  const next: Group[] = [];
  for (let last = group; next.length < STRIPS_AHEAD; ) {
    const then = nextWaiting(list, last.id) ?? step(list, last.id, 1);
    if (then === undefined) break;
    next.push(then);
    last = then;
  }
  return next;
}
