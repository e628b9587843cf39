import { expect, it } from "vitest";
import type { LibraryView } from "../../api/types";
import { ratedInWords, spareInWords, waitingInWords } from "./Figures";
import { standingOf } from "./standing";

const of = (facts: Partial<LibraryView>) => ({ grouped: true, ...facts }) as LibraryView;

it("a library has figures once any photo has a score", () => {
  const none = { rated: true, photos: 0, scored: 0, waiting: 0 };
  expect(standingOf({ ...none, rated: false })).toBe("new");
  expect(standingOf(none)).toBe("empty");
  expect(standingOf({ ...none, photos: 3 })).toBe("unread");
  expect(standingOf({ ...none, photos: 3, waiting: 2 })).toBe("new");
  expect(standingOf({ ...none, photos: 3, scored: 1 })).toBe("rated");
});

it("those that have a score and those that have none are together all photos", () => {
  expect(ratedInWords(of({ photos: 727, scored: 656, unscoreable: 61, waiting: 10 }))).toBe(
    "of 656 rated, 61 could not be, 10 not yet",
  );
  expect(ratedInWords(of({ photos: 5, scored: 5, unscoreable: 0, waiting: 0 }))).toBe("of all of them");
});

it("the kinds of the moments that wait add up to them", () => {
  const kinds = { burst: 25, copy: 1, exact: 14 };
  expect(waitingInWords(of({ moments: 54, waiting_groups: 40, waiting_kinds: kinds }))).toBe(
    "of 54: 25 bursts, 1 set of copies, 14 sets of identical files",
  );
  expect(waitingInWords(of({ moments: 25, waiting_groups: 25, waiting_kinds: { burst: 25 } }))).toBe(
    "25 bursts",
  );
  expect(waitingInWords(of({ moments: 54, waiting_groups: 0, waiting_kinds: {} }))).toBe(
    "all 54 are decided",
  );
  expect(waitingInWords(of({ moments: 0, waiting_groups: 0, waiting_kinds: {} }))).toBe(
    "no bursts or copies found",
  );
});

it("what could go says on what terms, and what of it is rejected already", () => {
  expect(spareInWords(of({ spare: 267, spare_bytes: 20_000_000, spare_rejected: 63 }))).toBe(
    "20 MB, if the best of each moment is kept; 63 rejected already",
  );
  expect(spareInWords(of({ spare: 0 }))).toBe("nothing is there twice");
});

it("what nobody has looked for yet is not said to be none", () => {
  const none = { grouped: false, moments: 0, waiting_groups: 0, waiting_kinds: {}, spare: 0 };
  expect(waitingInWords(of(none))).toBe("not looked for yet");
  expect(spareInWords(of(none))).toBe("not looked for yet");
  const some = { grouped: false, moments: 2, waiting_groups: 2, waiting_kinds: { burst: 2 } };
  expect(waitingInWords(of(some))).toBe("2 bursts");
});
