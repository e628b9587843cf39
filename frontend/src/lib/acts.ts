/** What an act did, for a message: the file names are in the log. */
import type { Change, Done, Mark } from "../api/types";
import { count } from "./words";

/** What was taken back, or decided again: "Undone: 1 photo kept, 9 rejected". */
export function stepInWords(done: Pick<Done, "verbs" | "changes">, step: "undo" | "redo"): string {
  const marks = done.changes.map(({ before, after }): Marks => {
    return step === "undo" ? { was: after, is: before } : { was: before, is: after };
  });
  const seen = [...belonging(done.verbs), ...inMarks(marks)];
  const what = seen.length === 0 && done.verbs.includes("keeper") ? ["another keeper"] : seen;
  return [step === "undo" ? "Undone" : "Done again", what.join(", ")].filter(Boolean).join(": ");
}

/** A mark without the act, and with it. */
type Marks = { was: Mark; is: Mark };

function belonging(verbs: Done["verbs"]): string[] {
  return [
    ...(verbs.includes("together") ? ["put together"] : []),
    ...(verbs.includes("apart") ? ["told apart"] : []),
  ];
}

function inMarks(marks: readonly Marks[]): string[] {
  const verdict = (wanted: Change["after"]["verdict"]) =>
    marks.filter(({ was, is }) => was.verdict !== is.verdict && is.verdict === wanted).length;
  const counts: [number, string][] = [
    [verdict("kept"), "kept"],
    [verdict("rejected"), "rejected"],
    [verdict(null), "unmarked"],
    [marks.filter(({ was, is }) => was.stars !== is.stars).length, "given stars"],
    [marks.filter(({ was, is }) => was.label !== is.label).length, "labelled"],
  ];
  return counts
    .filter(([photos]) => photos > 0)
    .map(([photos, done], place) => `${place === 0 ? count(photos, "photo") : photos} ${done}`);
}
