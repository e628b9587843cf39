/** What is said of photos that belong together, or do not, from wherever in the library they were selected. */
import type { NewDecision } from "../../api/types";
import { decide, sayDone } from "../../app/session";
import { say } from "../../lib/toasts";
import { count } from "../../lib/words";

/** Whoever has selected more has selected a list: no moment has so many, and each is told from each. */
const MOST = 100;

/** These photos are one moment. */
export function join(photos: readonly number[]): void {
  if (!areSome(photos, "joined")) return;
  decide({ verb: "together", photos: [...photos], others: [], value: "burst", why: "" });
  sayDone(`${count(photos.length, "photo")} are one moment now`);
}

/** No two of these photos are of one moment. */
export function tellApart(photos: readonly number[]): void {
  if (!areSome(photos, "told apart")) return;
  decide(...photos.slice(0, -1).map((photo, place) => apart(photo, photos.slice(place + 1))));
  sayDone(photos.length === 2 ? "Not the same any more" : `${photos.length} photos told apart`);
}

function apart(photo: number, others: number[]): NewDecision {
  return { verb: "apart", photos: [photo], others, value: "burst", why: "" };
}

/** Whether there are as many as that needs; else says so. */
function areSome(photos: readonly number[], what: string): boolean {
  if (photos.length < 2) {
    say({ text: `Two or more photos are ${what}. Select them: Ctrl and a click, or Shift and an arrow.` });
  } else if (photos.length > MOST) {
    say({
      text: `${MOST} photos at most are ${what} at once; ${count(photos.length, "photo")} are selected.`,
    });
  }
  return photos.length >= 2 && photos.length <= MOST;
}
