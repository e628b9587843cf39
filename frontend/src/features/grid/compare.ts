import { say } from "../../lib/toasts";
import { number } from "../../lib/words";
import { address, MOST } from "../compare/bench";

/** Go and compare some photos, or say what to do where these cannot be. */
export function compare(photos: readonly number[], go: (address: string) => void): void {
  if (photos.length < 2) {
    say({ text: "Two to four photos are compared. Select them: Ctrl and a click, or Shift and an arrow." });
  } else if (photos.length > MOST) {
    say({ text: `Four photos at most are compared; ${number(photos.length)} are selected.` });
  } else {
    go(address({ photos, champion: null }, ""));
  }
}
