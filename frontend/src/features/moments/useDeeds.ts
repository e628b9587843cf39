/** What can be done with a moment: each deed is shown at once, decided, and leads on where that is wanted. */
import { useLocation } from "wouter";
import type { Group, NewDecision, Photo } from "../../api/types";
import { decide, sayDone } from "../../app/session";
import { verdictOn } from "../../lib/decisionKeys";
import { markOf } from "../../lib/marks";
import { preferences, usePreferences } from "../../lib/preferences";
import { type Away, useReach } from "../../lib/reach";
import { useLasting } from "../../lib/resting";
import { undecidedFor, unseen, useUnseen } from "../../lib/sight";
import { say } from "../../lib/toasts";
import { count } from "../../lib/words";
import { address } from "../compare/bench";
import { shownOf } from "./beside";
import { acceptance, choose, isShotTogether, keepAll, keepersOf, merge, notTheSame, splitOff } from "./fate";
import { chosen, type List, merged, replaced, without } from "./list";
import { asList, pair } from "./strip";
import type { Moments } from "./useMoments";
import { deedOf } from "./words";

/**
 * Something that can be done, by key or button. `off` while it would do nothing, `on` where it was done already,
 * `waits` says why it is not done yet.
 */
export type Deed = {
  keys: string[];
  name: string;
  does: string;
  run(): void;
  off?: boolean;
  on?: "kept" | "rejected" | null;
  waits?: string | undefined;
};

export type Scene = {
  group: Group;
  list: List;
  /** The photo that is looked at, those that are selected, and those that a deed is about. */
  looked: Photo;
  selected: ReadonlySet<number>;
  meant: readonly Photo[];
  /** The group nearest in time. */
  beside: Group | undefined;
  onLook(photo: number): void;
  unselect(): void;
  /** On to the next group that waits, in the list as it is now. */
  advance(from: Group, list?: List): void;
  show: Moments["show"];
};

const MOST_COMPARED = 4;

export function useDeeds(scene: Scene): readonly Deed[] {
  const { group, looked, selected, beside } = scene;
  const keepers = keepersOf(group, markOf);
  const two = pair(group, selected, looked.id, keepers);
  const meant = scene.meant.map((photo) => photo.id);
  const isAll = meant.length >= group.members.length;
  const sight = useSight(group, beside);
  const shape = useShape(scene, sight, meant, two);
  const verdict = useVerdicts(scene, sight);
  const { waits } = sight;
  const are = <V extends "kept" | "rejected">(wanted: V) => (allAre(scene.meant, wanted) ? wanted : null);
  return [
    {
      keys: ["Enter"],
      name: sight.coming ?? deedOf(acceptance(group, markOf)),
      does: "Accept: keep what is to be kept, reject the others",
      run: verdict.accept,
      waits,
    },
    {
      keys: ["k"],
      name: "Choose this",
      does: `Choose this photo: keep it, ${isShotTogether(group) ? "and the others too" : "reject the others"}`,
      run: verdict.prefer,
      waits,
    },
    {
      keys: ["p"],
      name: "Keep",
      does: "Keep this one too; once more takes it back",
      run: () => verdict.judge("kept"),
      on: are("kept"),
    },
    {
      keys: ["x"],
      name: "Reject",
      does: "Reject; once more takes it back",
      run: () => verdict.judge("rejected"),
      on: are("rejected"),
    },
    { keys: ["a"], name: "Keep all", does: "Keep all of this moment", run: verdict.keepWhole, waits },
    {
      keys: ["c"],
      name: "Compare",
      does: "Compare what is selected, or this one with the keeper",
      run: shape.compare,
      off: two === null && selected.size < 2,
    },
    {
      keys: ["s"],
      name: "Split off",
      does: "Split off what is selected: another moment",
      run: shape.split,
      off: isAll,
      waits,
    },
    {
      keys: ["d"],
      name: "Different",
      does: "These two are different: not the same",
      run: shape.tellApart,
      off: two === null,
      waits,
    },
    {
      keys: ["j"],
      name: "Join",
      does: beside
        ? "Join with the moment beside it: they are one"
        : "Join with the moment beside it: none is near, within half an hour or by its name",
      run: shape.join,
      off: beside === undefined,
      waits,
    },
  ];
}

type Sight = {
  /** Whether all that is decided on can be seen; else it is said that it is not decided. */
  has(decisions: readonly NewDecision[]): boolean;
  /** Why not all can be, once that lasts: the photos of most moments are there before the moment is. */
  waits: string | undefined;
  /** How much is on its way, in few words. */
  coming: string | undefined;
};

const SIGN_AFTER_MS = 300;
const AWAY_WORDS: Readonly<Record<Away, string>> = {
  gone: "winnow cannot be reached",
  locked: "winnow cannot be reached",
  unplugged: "The folder is not there",
};

/**
 * What cannot be seen is not decided: photos that are not painted yet, or that left with the server.
 *
 * Of the moment beside it, that is what is shown: the others come into the filmstrip before they are decided on.
 */
function useSight(group: Group, beside: Group | undefined): Sight {
  const { away } = useReach();
  const size = usePreferences().closeUps ? "preview" : "thumbnail"; // as the filmstrip has them
  const left = useUnseen(group.members, size);
  const waits = away !== null || left > 0;
  const words = undecidedFor(away ? AWAY_WORDS[away] : "Its photos are still on their way");
  const isLate = useLasting(waits, SIGN_AFTER_MS);
  return {
    has(decisions) {
      const ids = new Set(decisions.flatMap(({ photos, others }) => [...photos, ...others]));
      const among = (photos: readonly Photo[]) => photos.filter(({ id }) => ids.has(id));
      const coming =
        unseen(among(group.members), size) + unseen(among(beside ? shownOf(beside) : []), "thumbnail");
      const isClear = ids.size === 0 || (away === null && coming === 0);
      if (!isClear) say({ text: words });
      return isClear;
    },
    waits: isLate ? words : undefined,
    coming: isLate && away === null ? `${count(left, "photo")} on the way` : undefined,
  };
}

function allAre(photos: readonly Photo[], verdict: "kept" | "rejected"): boolean {
  return photos.every((photo) => markOf(photo).verdict === verdict);
}

/** Decide, and show what becomes of the group; the list as it is then. */
function put({ group, list, show }: Scene, by: Group | null, decisions: readonly NewDecision[]): List {
  if (decisions.length > 0) decide(...decisions);
  const change = (shown: List) => replaced(shown, group.id, by);
  show(change, [group.id]);
  return change(list);
}

function useVerdicts(scene: Scene, sight: Sight) {
  const { group, looked, meant, advance } = scene;
  /** Nothing is left to choose: on to the next. Where nothing was to be said, that is what was asked for. */
  function conclude(by: Group, decisions: readonly NewDecision[]): void {
    if (!sight.has(decisions)) return;
    const now = put(scene, { ...by, waiting: false }, decisions);
    if (decisions.length === 0 || preferences().autoAdvance) advance(group, now);
  }
  return {
    accept: () => conclude(group, acceptance(group, markOf)),
    keepWhole: () => conclude({ ...group, keep_all: true, chosen: [] }, keepAll(group)),
    prefer: () => conclude(chosen(group, looked.id), choose(group, looked.id, markOf)),
    judge(verdict: "kept" | "rejected"): void {
      const verb = allAre(meant, verdict) ? "unmark" : verdict === "kept" ? "keep" : "reject";
      put(scene, group, verdictOn(meant, verb)); // whether it still waits the server says
    },
  };
}

function useShape(
  scene: Scene,
  sight: Sight,
  meant: readonly number[],
  two: readonly [number, number] | null,
) {
  const { group, list, selected, beside, onLook, unselect, advance, show } = scene;
  const [, navigate] = useLocation();
  function part(decisions: NewDecision[], gone: readonly number[], text: string): void {
    if (decisions.length === 0 || !sight.has(decisions)) return;
    const rest = without(group, gone);
    put(scene, rest, decisions);
    unselect();
    sayDone(text);
    const keeper = rest === null ? undefined : (keepersOf(rest, markOf)[0] ?? rest.members[0]?.id);
    if (keeper === undefined) advance(group, list);
    else onLook(keeper);
  }
  return {
    split: () => part(splitOff(group, meant), meant, "Split off: another moment"),
    tellApart(): void {
      if (two === null) return;
      part(notTheSame(group, ...two), group.members.length === 2 ? two : [], "Not the same any more");
    },
    join(): void {
      const decisions = beside ? merge(group, beside) : [];
      if (beside === undefined || !sight.has(decisions)) return;
      decide(...decisions);
      const one = merged(group, beside);
      show((shown) => replaced(replaced(shown, group.id, one), beside.id, null), [group.id]);
      sayDone("These are one moment now");
    },
    compare(): void {
      const several = selected.size > 1;
      const ids = several ? [...selected].slice(0, MOST_COMPARED) : two?.toReversed();
      if (ids === undefined) return;
      const champion = several ? null : (ids[0] ?? null);
      navigate(address({ photos: ids, champion }, asList(group)));
    },
  };
}
