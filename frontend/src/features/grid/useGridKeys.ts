import type { RefObject } from "react";
import { useLocation } from "wouter";
import { useKeys } from "../../lib/keys";
import { FROM_A_VIEW } from "../../lib/place";
import { join, tellApart } from "./belonging";
import { compare } from "./compare";
import type { RowsHandle } from "./PhotoRows";
import { type Rows, vertical } from "./rows";
import { cleared, everything, type List, meant, only, ranged, type Selection, toggled } from "./selection";

type Parts = {
  selection: Selection;
  select: (selection: Selection) => void;
  list: List;
  rows: Rows | null;
  aspects: readonly number[];
  handle: RefObject<RowsHandle | null>;
  open: (id: number) => void;
  /** The address of the slideshow. */
  show: string;
  /** To the export of what is selected, or of all that is listed. */
  takeOut: () => void;
};

/** The keys of the grid: arrows as the photos stand, Shift to select on the way. */
export function useGridKeys({
  selection,
  select,
  list,
  rows,
  aspects,
  handle,
  open,
  show,
  takeOut,
}: Parts): void {
  const [, go] = useLocation();
  const here = selection.cursor === null ? undefined : list.placeOf(selection.cursor);
  const last = list.ids.length - 1;

  function to(place: number, extend: boolean): void {
    const id = list.ids[Math.min(Math.max(place, 0), last)];
    if (id !== undefined) select(extend ? ranged(selection, id, list) : only(id));
  }
  function step(by: number, event: KeyboardEvent): void {
    to(here === undefined ? 0 : here + by, event.shiftKey);
  }
  function climb(by: number, event: KeyboardEvent): void {
    to(here === undefined || !rows ? 0 : vertical(rows, aspects, here, by), event.shiftKey);
  }
  function page(by: 1 | -1, event: KeyboardEvent): void {
    climb(by * (handle.current?.rowsInView() ?? 1), event);
  }
  useKeys("Grid", [
    { keys: arrow("ArrowLeft"), does: "The photo before", run: (event) => step(-1, event) },
    { keys: arrow("ArrowRight"), does: "The next photo", run: (event) => step(1, event) },
    {
      keys: arrow("ArrowUp"),
      does: "The row above; with Shift, select on the way",
      run: (event) => climb(-1, event),
    },
    { keys: arrow("ArrowDown"), does: "The row below", run: (event) => climb(1, event) },
    { keys: arrow("PageUp"), does: "A page up", run: (event) => page(-1, event) },
    { keys: arrow("PageDown"), does: "A page down", run: (event) => page(1, event) },
    { keys: arrow("Home"), does: "The first photo", run: (event) => to(0, event.shiftKey) },
    { keys: arrow("End"), does: "The last photo", run: (event) => to(last, event.shiftKey) },
    {
      keys: ["Enter", "l", " "],
      does: "Look into the photo",
      run: () => selection.cursor !== null && open(selection.cursor),
    },
    {
      keys: ["Ctrl+ "],
      does: "Select it too, or not",
      run: () => selection.cursor !== null && select(toggled(selection, selection.cursor)),
    },
    { keys: ["Ctrl+a"], does: "Select all", run: () => select(everything(selection, list)) },
    { keys: ["Escape"], does: "Select nothing", run: () => select(cleared(selection)) },
    { keys: ["s"], does: "Slideshow of this list", run: () => go(show, { state: FROM_A_VIEW }) },
    { keys: ["e"], does: "Export what is selected, else all of this list", run: takeOut },
    { keys: ["j"], does: "Join what is selected: one moment", run: () => join(meant(selection)) },
    {
      keys: ["d"],
      does: "Tell apart what is selected: no two of one moment",
      run: () => tellApart(meant(selection)),
    },
    { keys: ["c"], does: "Compare two to four selected photos", run: () => compare(meant(selection), go) },
  ]);
}

function arrow(key: string): string[] {
  return [key, `Shift+${key}`];
}
