/** How the grid was left: one comes back to the same rows, with the same photos selected. */
import { NOTHING, type Selection } from "./selection";

type Left = { search: string; selection: Selection; scrolled: number };

let left: Left = { search: "", selection: NOTHING, scrolled: 0 };

export function leave(next: Left): void {
  left = next;
}

/** How it was left, if it was the same list. */
export function comeBack(search: string): Left | undefined {
  return left.search === search ? left : undefined;
}
