/** What speaks for each of some photos: the signals in which its score has more than the others' have. */
import { max } from "d3-array";
import type { Explanation, SignalInfo } from "../../api/types";

const MOST = 3;
const UNSEEN_POINTS = 0.05; // less than what a score is shown with
const LEAST_BAR_POINTS = 1; // a small difference stays a short bar

export type Advantage = {
  signal: string;
  /** What the signal is called. */
  label: string;
  /** Its own words; null where they would speak against it: it is only less bad than the others. */
  words: string | null;
  /** Points of the score over the mean of the others. */
  points: number;
};

type Explained = { id: number; explanation?: Explanation | null | undefined };

/** For each photo what speaks for it, most first. Photos without an explanation have nothing, and count for nothing. */
export function advantages(
  photos: readonly Explained[],
  signals: readonly Pick<SignalInfo, "name" | "label">[],
): ReadonlyMap<number, readonly Advantage[]> {
  const labels = new Map(signals.map((signal) => [signal.name, signal.label]));
  const points = new Map(
    photos.flatMap(({ id, explanation }): [number, ReadonlyMap<string, number>][] =>
      explanation ? [[id, new Map(explanation.contributions.map((one) => [one.signal, one.points]))]] : [],
    ),
  );
  return new Map(
    photos.map(({ id, explanation }): [number, readonly Advantage[]] => {
      const others = [...points].filter(([other]) => other !== id).map(([, each]) => each);
      if (!explanation || others.length === 0) return [id, []];
      const found = explanation.contributions.map((one): Advantage => {
        const theirs = others.reduce((sum, each) => sum + (each.get(one.signal) ?? 0), 0) / others.length;
        return {
          signal: one.signal,
          label: labels.get(one.signal) ?? one.signal.replaceAll("_", " "),
          words: one.points > UNSEEN_POINTS ? one.text : null,
          points: one.points - theirs,
        };
      });
      return [
        id,
        found
          .filter((one) => one.points >= UNSEEN_POINTS)
          .sort(byPoints)
          .slice(0, MOST),
      ];
    }),
  );
}

/** The points that a whole bar stands for: the same for all photos, so that their bars can be compared. */
export function wholeBar(speaks: ReadonlyMap<number, readonly Advantage[]>): number {
  return Math.max(max(speaks.values(), (found) => found[0]?.points) ?? 0, LEAST_BAR_POINTS);
}

function byPoints(one: Advantage, other: Advantage): number {
  return other.points - one.points;
}
