import { expect, it } from "vitest";
import type { Change, Mark } from "../api/types";
import { stepInWords } from "./acts";
import { NO_MARK } from "./marks";

const becomes = (photo: number, after: Partial<Mark>, before: Partial<Mark> = {}): Change => ({
  photo,
  before: { ...NO_MARK, ...before },
  after: { ...NO_MARK, ...after },
});
/** An undo tells of marks the other way round. */
const back = (changes: Change[]) => changes.map(({ photo, before, after }) => becomes(photo, before, after));

const CHOSEN = [becomes(1, { verdict: "kept" }), ...[2, 3].map((id) => becomes(id, { verdict: "rejected" }))];

it("says what was taken back or done again in so many photos, without their names", () => {
  expect(stepInWords({ verbs: ["keeper", "keep", "reject"], changes: back(CHOSEN) }, "undo")).toBe(
    "Undone: 1 photo kept, 2 rejected",
  );
  expect(stepInWords({ verbs: ["keep", "reject"], changes: CHOSEN }, "redo")).toBe(
    "Done again: 1 photo kept, 2 rejected",
  );
  const unmarked = [becomes(1, {}, { verdict: "kept" })];
  expect(stepInWords({ verbs: ["unmark"], changes: back(unmarked) }, "undo")).toBe(
    "Undone: 1 photo unmarked",
  );
});

it("says what was decided of stars and labels", () => {
  const changes = [becomes(1, { stars: 3 }), becomes(2, { stars: 3 })];
  expect(stepInWords({ verbs: ["star"], changes: back(changes) }, "undo")).toBe(
    "Undone: 2 photos given stars",
  );
  const red = [becomes(1, { label: "red" })];
  expect(stepInWords({ verbs: ["label"], changes: red }, "redo")).toBe("Done again: 1 photo labelled");
});

it("says what was decided of photos that belong together", () => {
  expect(stepInWords({ verbs: ["apart"], changes: [] }, "undo")).toBe("Undone: told apart");
  expect(stepInWords({ verbs: ["together"], changes: [] }, "redo")).toBe("Done again: put together");
  const all = [becomes(1, { verdict: "kept" })];
  expect(stepInWords({ verbs: ["keep-all"], changes: back(all) }, "undo")).toBe("Undone: 1 photo kept");
});

it("says no more than that where nothing is to be seen of it", () => {
  expect(stepInWords({ verbs: ["keep"], changes: [] }, "undo")).toBe("Undone");
  expect(stepInWords({ verbs: ["keeper"], changes: [] }, "undo")).toBe("Undone: another keeper");
});
