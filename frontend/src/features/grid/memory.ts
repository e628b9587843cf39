/** How the grid was left: one comes back to the same rows, with the same photos selected, also after a reload elsewhere. */
import { tabMemory } from "../../lib/tabMemory";
import { cleared, NOTHING, type Selection } from "./selection";

type Left = { search: string; selection: Selection; scrolled: number };

/** The same, as JSON has it. */
type Stored = Omit<Left, "selection"> & { selection: Omit<Selection, "chosen"> & { chosen: number[] } };

const memory = tabMemory<Stored>("grid");

const MOST_STORED = 5_000; // photos: more would hold up the view that comes next

let left: Left = memory.read(asLeft) ?? { search: "", selection: NOTHING, scrolled: 0 };

export function leave(next: Left): void {
  left = next;
  const { search, scrolled } = next;
  const selection = next.selection.chosen.size > MOST_STORED ? cleared(next.selection) : next.selection;
  memory.write({ search, selection: { ...selection, chosen: [...selection.chosen] }, scrolled });
}

/** How it was left, if it was the same list. */
export function comeBack(search: string): Left | undefined {
  return left.search === search ? left : undefined;
}

function asLeft(told: Stored): Left {
  return { ...told, selection: { ...told.selection, chosen: new Set(told.selection.chosen) } };
}
