/** Who meets whom: what changes the bench, and what is decided by it. */
import { useLocation } from "wouter";
import type { Columns } from "../../api/types";
import { decide } from "../../app/session";
import { markOf, NO_MARK } from "../../lib/marks";
import { preferences } from "../../lib/preferences";
import { say } from "../../lib/toasts";
import * as benches from "./bench";

/** The photos of the group or the list from which one came here. */
export type List = {
  ids: readonly number[];
  columns: Columns | undefined;
  /** It is on its way: who comes next is not known yet. */
  isComing: boolean;
};

/** What changes who is on the bench. */
export function useDuels(
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
  const another = (by: 1 | -1) => {
    const old = benches.challengerOf(bench, looked);
    return old === null ? null : benches.nextOf(list.ids, old, by, bench);
  };
  /** Another photo of the list in the challenger's pane; without a champion, in the one looked at. */
  function exchange(by: 1 | -1): void {
    const old = benches.challengerOf(bench, looked);
    const next = another(by);
    if (old === null || next === null) {
      if (list.isComing) return void say({ text: "The other photos are still on their way." });
      const who = bench.champion === null ? "photo" : "challenger";
      return void say({ text: `That was the ${by > 0 ? "last" : "first"} ${who}.` });
    }
    meet(benches.exchanged(bench, old, next), next);
  }
  const lookOn = (by: 1 | -1) => setLooked(benches.lookOn(bench, looked, by));
  return {
    exchange,
    hasAnother: (by: 1 | -1) => another(by) !== null,
    challenge: (by: 1 | -1) => (bench.champion === null ? lookOn(by) : exchange(by)),
    swipe: (by: 1 | -1) => (list.ids.length === 0 ? lookOn(by) : exchange(by)),
    win(winner: number): void {
      const loser = bench.photos.find((id) => id !== winner);
      if (bench.photos.length !== 2 || loser === undefined) {
        return void say({
          text: "One wins over one other: take panes away until two are left.",
        });
      }
      decide(...benches.victory(winner, loser));
      if (!preferences().autoAdvance) return;
      const next = benches.afterVictory(bench, winner, loser, list.ids, isOut);
      if (next === null) {
        show({ ...bench, champion: winner });
        const why = list.isComing
          ? "the other photos are still on their way"
          : "nobody is left to challenge it";
        return void say({ text: `It has won: ${why}.` });
      }
      meet(next, next.photos.find((id) => id !== winner) ?? null);
    },
    takeAway(id: number): void {
      if (bench.photos.length < 3) return;
      if (id === looked) setLooked(benches.lookOn(bench, looked, 1));
      show(benches.removed(bench, id));
    },
    pin: (id: number) => show({ ...bench, champion: bench.champion === id ? null : id }),
  };
}

/** What was decided of a photo of the list, as it is now. */
function verdictOf(id: number, columns: Columns | undefined) {
  const verdict = columns?.verdict[columns.id.indexOf(id)] ?? 0;
  const told = verdict > 0 ? "kept" : verdict < 0 ? "rejected" : null;
  return markOf({ id, mark: { ...NO_MARK, verdict: told } }).verdict;
}
