/** What there is to say of a library before any of its figures. */
import type { LibraryView } from "../../api/types";

export type Standing = "new" | "empty" | "unread" | "rated";

/** Nobody rated it yet; there is no photo; none could be read; or some have a score. */
export function standingOf({
  rated,
  photos,
  scored,
  waiting,
}: Pick<LibraryView, "rated" | "photos" | "scored" | "waiting">): Standing {
  if (!rated || (scored === 0 && waiting > 0)) return "new";
  if (photos === 0) return "empty";
  return scored === 0 ? "unread" : "rated";
}
