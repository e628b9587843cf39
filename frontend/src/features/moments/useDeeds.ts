/** What can be done with a moment: each deed is shown at once, decided, and leads on where that is wanted. */
import { useLocation } from "wouter";
import type { Group, NewDecision, Photo } from "../../api/types";
import { decide, sayDone } from "../../app/session";
import { verdictOn } from "../../lib/decisionKeys";
import { markOf } from "../../lib/marks";
import { preferences } from "../../lib/preferences";
import { useReach } from "../../lib/reach";
import { say } from "../../lib/toasts";
import { address } from "../compare/bench";
import { acceptance, choose, isShotTogether, keepAll, keepersOf, merge, notTheSame, splitOff } from "./fate";
import { chosen, type List, merged, replaced, without } from "./list";
import { asList, pair } from "./strip";
import type { Moments } from "./useMoments";
import { deedOf } from "./words";

/** Something that can be done, by key or button. `off` while it would do nothing, `on` where it was done already. */
export type Deed = {
  keys: string[];
  name: string;
  does: string;
  run(): void;
  off?: boolean;
  on?: "kept" | "rejected" | null;
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
  const shape = useShape(scene, meant, two);
  const verdict = useVerdicts(scene);
  const inSight = useInSight();
  const are = <V extends "kept" | "rejected">(wanted: V) => (allAre(scene.meant, wanted) ? wanted : null);
  return [
    {
      keys: ["Enter"],
      name: deedOf(acceptance(group, markOf)),
      does: "Accept: keep what is to be kept, reject the others",
      run: inSight(verdict.accept),
    },
    {
      keys: ["k"],
      name: "Choose this",
      does: `Choose this photo: keep it, ${isShotTogether(group) ? "and the others too" : "reject the others"}`,
      run: inSight(verdict.prefer),
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
    { keys: ["a"], name: "Keep all", does: "Keep all of this moment", run: inSight(verdict.keepWhole) },
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
      run: inSight(shape.split),
      off: isAll,
    },
    {
      keys: ["d"],
      name: "Different",
      does: "These two are different: not the same",
      run: inSight(shape.tellApart),
      off: two === null,
    },
    {
      keys: ["j"],
      name: "Join",
      does: beside
        ? "Join with the moment beside it: they are one"
        : "Join with the moment beside it: none is near, within half an hour or by its name",
      run: inSight(shape.join),
      off: beside === undefined,
    },
  ];
}

/** What is about other photos than the one that is looked at waits while the server, and with it their pictures, is away. */
function useInSight(): (deed: () => void) => () => void {
  const { away } = useReach();
  return (deed) => (away === null ? deed : sayUnseen);
}

function sayUnseen(): void {
  say({ text: "winnow cannot be reached: what you cannot see is not decided." });
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

function useVerdicts(scene: Scene) {
  const { group, looked, meant, advance } = scene;
  /** Nothing is left to choose: on to the next. Where nothing was to be said, that is what was asked for. */
  function conclude(by: Group, decisions: readonly NewDecision[]): void {
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

function useShape(scene: Scene, meant: readonly number[], two: readonly [number, number] | null) {
  const { group, list, selected, beside, onLook, unselect, advance, show } = scene;
  const [, navigate] = useLocation();
  function part(decisions: NewDecision[], gone: readonly number[], text: string): void {
    if (decisions.length === 0) return;
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
      if (beside === undefined) return;
      decide(...merge(group, beside));
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
