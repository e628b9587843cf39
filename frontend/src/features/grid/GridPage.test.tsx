import { act, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { NewDecision } from "../../api/types";
import { decide } from "../../app/session";
import { filterOf } from "../../lib/filters";
import { listenForKeys } from "../../lib/keys";
import { showDecisions } from "../../lib/marks";
import { lastGrid, sawPhoto } from "../../lib/place";
import { columns } from "../../test/photos";
import { showView } from "../../test/view";
import { GridPage } from "./GridPage";
import { leave as forget } from "./memory";
import { NOTHING } from "./selection";

vi.mock("../../app/session", () => ({
  decide: vi.fn(),
  undo: vi.fn(),
  redo: vi.fn(),
  sayDone: vi.fn(),
  queries: { invalidateQueries: vi.fn(), clear: vi.fn() },
}));

/** Twelve squares: four rows of three in a window of 330 pixels. */
const IDS = [50, 51, 52, 40, 41, 42, 30, 31, 32, 20, 21, 22];
const COLUMNS = columns(IDS, { aspect: IDS.map(() => 1) });

let stopKeys: () => void;
beforeEach(() => {
  localStorage.setItem("winnow.preferences", "{}");
  stopKeys = listenForKeys();
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(340);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(340);
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(600);
  HTMLElement.prototype.scrollTo = vi.fn() as never;
  forget({ search: "?", selection: NOTHING, scrolled: 0 });
  sawPhoto(1, "?of=another+list");
  vi.clearAllMocks();
});
afterEach(() => {
  stopKeys();
  vi.restoreAllMocks();
});

function show(path = "/grid", list = COLUMNS) {
  const failure = { id: 51, name: "IMG_2.jpg", folder: "", kind: "damaged", reason: "damaged JPEG" };
  return showView(path, GridPage, [
    [["columns", filterOf(new URL(path, location.origin).search)], list],
    [["failures", "by id"], new Map([[51, failure]])],
  ]);
}

const rejecting = (photo: number): NewDecision => ({
  verb: "reject",
  photos: [photo],
  others: [],
  value: null,
  why: "",
});

const press = (key: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.body, { key, ...more });

function selected(): string[] {
  return screen
    .queryAllByRole("option")
    .filter((photo) => photo.getAttribute("aria-selected") === "true")
    .map((photo) => photo.id);
}

const photo = (place: number) => screen.getByRole("option", { name: new RegExp(`^Photo ${place + 1},`) });

describe("the grid", () => {
  it("walks over the photos as they stand", () => {
    show();
    press("ArrowRight");
    expect(selected()).toEqual(["photo-50"]);
    press("ArrowRight");
    press("ArrowDown");
    expect(selected()).not.toEqual(["photo-51"]);
    press("ArrowUp");
    expect(selected()).toEqual(["photo-51"]);
    press("End");
    expect(screen.getByRole("listbox")).toHaveAttribute("aria-activedescendant", "photo-22");
  });

  it("selects with click, Shift and Ctrl, and everything with Ctrl+A", () => {
    show();
    fireEvent.click(photo(1));
    fireEvent.click(photo(3), { shiftKey: true });
    expect(selected()).toEqual(["photo-51", "photo-52", "photo-40"]);
    fireEvent.click(photo(2), { ctrlKey: true });
    expect(selected()).toEqual(["photo-51", "photo-40"]);
    press("a", { ctrlKey: true });
    expect(screen.getByText("12 selected")).toBeInTheDocument();
    press("Escape");
    expect(selected()).toEqual([]);
  });

  it("decides on all that is selected in one act, and stays there", () => {
    show();
    fireEvent.click(photo(0));
    fireEvent.click(photo(2), { shiftKey: true });
    press("x");
    expect(vi.mocked(decide).mock.calls).toEqual([
      [{ verb: "reject", photos: [50, 51, 52], others: [], value: null, why: "" }],
    ]);
    expect(selected()).toEqual(["photo-50", "photo-51", "photo-52"]);
  });

  it("goes on to the next after a decision on one", () => {
    show();
    fireEvent.click(photo(0));
    press("p");
    expect(selected()).toEqual(["photo-51"]);
  });

  it("asks for no picture of a photo that could not be rated, and says which it is and why", () => {
    show("/grid", { ...COLUMNS, aspect: COLUMNS.aspect.with(1, 0), score: COLUMNS.score.with(1, null) });
    const failed = screen.getByRole("option", { name: "Photo 2 IMG_2.jpg damaged JPEG" });
    expect(failed.querySelector("img")).toBeNull();
    expect(photo(2).querySelector("img")).not.toBeNull();
  });

  it("counts what is left of a list of undecided photos, and has what was rejected step back", () => {
    show("/grid?decision=undecided");
    act(() => showDecisions([rejecting(51)]));
    expect(screen.getByText("11 of 12 photos left")).toBeInTheDocument();
    expect(photo(1).className).toContain("faded");
    expect(photo(0).className).not.toContain("faded");
  });

  it("shows rejected photos as they are where they are what one looks for", () => {
    show("/grid?decision=rejected", { ...COLUMNS, verdict: IDS.map(() => -1) });
    expect(photo(0).className).not.toContain("faded");
    act(() => showDecisions([{ ...rejecting(50), verb: "unmark" }]));
    expect(photo(0).className).toContain("faded");
    expect(screen.getByText("11 of 12 photos left")).toBeInTheDocument();
  });

  it("opens the photo that the cursor is on, and remembers the list in its address", () => {
    const place = show();
    fireEvent.click(photo(1));
    press("Enter");
    expect(place.history.at(-1)).toBe("/photos/51");
  });

  it("compares what is selected also for a hand without keys", () => {
    const place = show();
    fireEvent.click(photo(1));
    expect(screen.queryByRole("button", { name: "Compare" })).toBeNull();
    fireEvent.click(photo(3), { ctrlKey: true });
    fireEvent.click(screen.getByRole("button", { name: "Compare" }));
    expect(place.history.at(-1)).toBe("/compare/51,40");
  });

  it.each([
    ["j", "Join", [["together", [51, 40, 42], []]]],
    [
      "d",
      "Different",
      [
        ["apart", [51], [40, 42]],
        ["apart", [40], [42]],
      ],
    ],
  ])("says with %s, or a button, whether what is selected is one moment", (key, name, said) => {
    show();
    fireEvent.click(photo(1));
    press(key);
    expect(decide).not.toHaveBeenCalled();
    fireEvent.click(photo(3), { ctrlKey: true });
    fireEvent.click(photo(5), { ctrlKey: true });
    press(key);
    fireEvent.click(screen.getByRole("button", { name }));
    const acts = vi
      .mocked(decide)
      .mock.calls.map((act) => act.map(({ verb, photos, others }) => [verb, photos, others]));
    expect(acts).toEqual([said, said]);
  });

  it("joins no list", () => {
    const ids = Array.from({ length: 101 }, (_, place) => place + 1);
    show("/grid", columns(ids, { aspect: ids.map(() => 1) }));
    press("a", { ctrlKey: true });
    press("j");
    expect(decide).not.toHaveBeenCalled();
  });

  it("leads to a slideshow of what it lists", () => {
    const place = show("/grid?decision=undecided&sort=name");
    const address = "/slideshow?sort=name&decision=undecided&n=12";
    expect(screen.getByRole("link", { name: "Slideshow" })).toHaveAttribute("href", address);
    press("s");
    expect(place.history.at(-1)).toBe(address);
  });

  it("leads to an export of what is selected, else of the list", () => {
    const place = show();
    press("e");
    expect(place.history.at(-1)).toBe("/export?verdict=these");
    press("a", { ctrlKey: true });
    expect(screen.getByRole("button", { name: "Export what is selected" })).toBeEnabled();
  });

  it("has its filters in the address", async () => {
    const place = show();
    await act(async () => fireEvent.click(screen.getByRole("button", { name: "Undecided" })));
    expect(place.history.at(-1)).toBe("/grid?decision=undecided");
  });
});

it("is where G leads, with its list", () => {
  show("/grid?min_score=7&sort=name");
  expect(lastGrid()).toBe("/grid?min_score=7&sort=name");
});
