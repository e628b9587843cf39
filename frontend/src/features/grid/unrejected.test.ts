import { afterEach, expect, it } from "vitest";
import { forgetMarks, showDecisions } from "../../lib/marks";
import { columns } from "../../test/photos";
import { unrejected } from "./unrejected";

afterEach(() => forgetMarks());

it("takes no rejected photo out of a list that nobody narrowed to them", () => {
  const list = columns([5, 6, 7], { verdict: [0, -1, 1] });
  expect(unrejected(list, {})).toEqual([5, 7]);
  expect(unrejected(list, { decision: "rejected" })).toEqual([5, 6, 7]);
});

it("counts what was decided a moment ago", () => {
  showDecisions([{ verb: "reject", photos: [7], others: [], value: null, why: "" }]);
  expect(unrejected(columns([5, 6, 7]), {})).toEqual([5, 6]);
});
