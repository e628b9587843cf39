/** How the grid was left: one comes back to the same rows, with the same photos selected, also after a reload elsewhere. */
import { cleared, NOTHING, type Selection } from "./selection";

type Left = { search: string; selection: Selection; scrolled: number };

const STORED = `winnow.grid.${document.querySelector<HTMLMetaElement>('meta[name="winnow-library"]')?.content ?? ""}`;

const MOST_STORED = 5_000; // photos: more would hold up the view that comes next

let left: Left = stored() ?? { search: "", selection: NOTHING, scrolled: 0 };

export function leave(next: Left): void {
  left = next;
  const { search, scrolled } = next;
  const selection = next.selection.chosen.size > MOST_STORED ? cleared(next.selection) : next.selection;
  try {
    sessionStorage.setItem(
      STORED,
      JSON.stringify({ search, selection: { ...selection, chosen: [...selection.chosen] }, scrolled }),
    );
  } catch {
    // The storage is full or switched off: after a reload nothing is selected.
  }
}

/** How it was left, if it was the same list. */
export function comeBack(search: string): Left | undefined {
  return left.search === search ? left : undefined;
}

function stored(): Left | undefined {
  try {
    const told = JSON.parse(sessionStorage.getItem(STORED) ?? "") as Left;
    return { ...told, selection: { ...told.selection, chosen: new Set(told.selection.chosen) } };
  } catch {
    return undefined; // it was not left before
  }
}
