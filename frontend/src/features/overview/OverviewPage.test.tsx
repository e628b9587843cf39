import { fireEvent, screen, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { client } from "../../api/client";
import type { LibraryView, Scan } from "../../api/types";
import { queries } from "../../app/session";
import { cameFromAView } from "../../lib/place";
import { NO_SCAN } from "../../test/server";
import { openView } from "../../test/view";
import { OverviewPage } from "./OverviewPage";

const LIBRARY: LibraryView = {
  name: "trip",
  folder: "/photos/trip",
  rated: true,
  grouped: true,
  photos: 0,
  scored: 0,
  unscoreable: 0,
  waiting: 0,
  missing: 0,
  kept: 0,
  rejected: 0,
  median: null,
  histogram: [],
  groups: {},
  moments: 0,
  waiting_groups: 0,
  waiting_kinds: {},
  spare: 0,
  spare_bytes: 0,
  spare_rejected: 0,
  scorer: "",
  cameras: [],
  lenses: [],
  folders: [],
  formats: [],
  first_taken: null,
  last_taken: null,
  signals: [],
  parts: [],
  styles: [],
  revision: "",
  version: "",
};
const RATED: LibraryView = {
  ...LIBRARY,
  photos: 9,
  scored: 8,
  unscoreable: 1,
  kept: 2,
  rejected: 1,
  moments: 3,
};

function show(library: LibraryView, scan: Partial<Scan> = {}) {
  queries.setQueryData(["library"], library);
  queries.setQueryData(["scan"], { ...NO_SCAN, ...scan });
  queries.setQueryData(["photos", "best"], { photos: [], total: 0, next: null });
  return openView("/", "/", OverviewPage);
}

it("a folder without a photo is said to have none, without figures of nothing", () => {
  show(LIBRARY, { state: "finished" });
  expect(screen.getByRole("heading", { name: "There is no photo here" })).toBeInTheDocument();
  expect(screen.getByText("/photos/trip", { selector: "strong" })).toBeInTheDocument();
  expect(screen.queryByText("median score")).toBeNull();
  expect(screen.queryByRole("link", { name: "Start reviewing" })).toBeNull();
});

it("where no photo could be read, the reasons are open, and Enter tries again", async () => {
  const post = vi.spyOn(client, "POST").mockReturnValue(new Promise(() => undefined));
  const hand = show({ ...LIBRARY, photos: 3, unscoreable: 3 });
  expect(screen.getByRole("heading", { name: "No photo here could be rated" })).toBeInTheDocument();
  expect(screen.getByRole("group")).toHaveAttribute("open");
  await hand.keyboard("{Enter}");
  expect(post).toHaveBeenCalledExactlyOnceWith("/api/v1/scan", { body: { retry_failed: true } });
});

it("Enter starts reviewing", async () => {
  const hand = show({ ...RATED, waiting_groups: 1, waiting_kinds: { burst: 1 } });
  await hand.keyboard("{Enter}");
  expect(location.pathname).toBe("/moments");
});

it("Enter at an end of what is brushed shows those photos", async () => {
  const hand = show({ ...RATED, histogram: Array.from({ length: 20 }, (_, bar) => bar), waiting_groups: 1 });
  const low = screen.getByRole("slider", { name: "Lowest score" });
  fireEvent.change(low, { target: { value: "8.5" } });
  low.focus();
  await hand.keyboard("{Enter}");
  expect(location.pathname + location.search).toBe("/grid?min_score=8.5");
});

it("S starts the slideshow, which leads back", async () => {
  const hand = show(RATED);
  await hand.keyboard("s");
  expect(location.pathname).toBe("/slideshow");
  expect(cameFromAView()).toBe(true);
});

it("what is decided, and what is not, are lists of their own, which add up to all photos", () => {
  show(RATED);
  const links = ["2 kept", "1 rejected", "6 undecided"].map((name) => screen.getByRole("link", { name }));
  expect(links.map((link) => link.getAttribute("href"))).toEqual([
    "/grid?decision=kept",
    "/grid?decision=rejected",
    "/grid?decision=undecided",
  ]);
});

it("what could go leads to those photos", () => {
  show({ ...RATED, spare: 4, spare_bytes: 1000 });
  expect(screen.getByRole("link", { name: /^4\s?could go/ })).toHaveAttribute(
    "href",
    "/grid?sort=group&spare=true",
  );
});

it("a scan names what could not be rated while it runs, and has a place for every photo that comes", () => {
  const unread = [{ name: "IMG_9.jpg", folder: "day 1", reason: "damaged JPEG" }];
  show(LIBRARY, { state: "rating", done: 3, to_do: 10, failed: 4, unread });
  const scan = screen.getByRole("region", { name: "Scan" });
  expect(within(scan).getByText("IMG_9.jpg")).toHaveTextContent("IMG_9.jpg damaged JPEG");
  expect(within(scan).getByText("and 3 before these")).toBeInTheDocument();
  expect(within(scan).getAllByRole("listitem", { hidden: true })).toHaveLength(10 + 1);
});

it.each([
  [1, "1 photo that was here before is gone; what was decided of it is kept."],
  [2, "2 photos that were here before are gone; what was decided of them is kept."],
])("says how many photos are gone", (missing, words) => {
  show({ ...RATED, missing });
  expect(screen.getByText(words)).toBeInTheDocument();
});

it("says that moments are still looked for, and how many there are so far", () => {
  show(RATED, { state: "grouping", done: 8, to_do: 8, message: "comparing photos: 211 of 604" });
  expect(screen.getByText("Looking for moments")).toHaveTextContent("comparing photos: 211 of 604");
  expect(screen.getByText("3 moments so far")).toBeInTheDocument();
});

it("says so too where nobody asked for a scan", () => {
  show({ ...RATED, grouped: false });
  expect(screen.getByText("Looking for moments: 3 so far")).toBeInTheDocument();
});
