import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { NewDecisions, PhotoDetail } from "../../api/types";

const heard = vi.hoisted(() => {
  const acts: NewDecisions["decisions"][] = [];
  const answer = (body: unknown) =>
    new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } });
  const photo = (id: number): PhotoDetail => ({
    id,
    name: `IMG_${id}.jpg`,
    folder: "",
    version: "00000000",
    width: 3000,
    height: 2000,
    format: "JPEG",
    score: 6,
    confidence: 1,
    taken_at: null,
    mark: { verdict: null, stars: 0, label: null },
    groups: [],
    companion: null,
    bytes: 1,
    shot: {},
    explanation: null,
    sharpest: null,
  });
  const columns = (ids: number[]) => ({
    revision: "1",
    id: ids,
    version: ids.map(() => "00000000"),
    aspect: ids.map(() => 1.5),
    score: ids.map(() => 6),
    verdict: ids.map(() => 0),
    stars: ids.map(() => 0),
    label: ids.map(() => null),
  });
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname } = new URL(request.url);
    if (request.method === "POST") {
      acts.push(((await request.json()) as NewDecisions).decisions);
      return answer({
        act: 1,
        text: "",
        changes: [],
        groups: [],
        can_undo: true,
        can_redo: false,
        revision: "",
      });
    }
    if (pathname.startsWith("/api/v1/photos/")) return answer(photo(Number(pathname.split("/").at(-1))));
    if (pathname === "/api/v1/columns") return answer(columns([1, 2, 3]));
    return answer({ signals: [] });
  });
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
  HTMLImageElement.prototype.decode = () => Promise.resolve();
  return acts;
});

const { queries } = await import("../../app/session");
const { listenForKeys } = await import("../../lib/keys");
const { forgetMarks } = await import("../../lib/marks");
const { ComparePage } = await import("./ComparePage");
const { Route } = await import("wouter");

let stopListening = () => {};

beforeEach(() => {
  heard.length = 0;
  stopListening = listenForKeys();
});

afterEach(() => {
  stopListening();
  queries.clear();
  forgetMarks();
});

async function open(address: string) {
  history.replaceState(null, "", address);
  render(
    <QueryClientProvider client={queries}>
      <Route path="/compare/:photos" component={ComparePage} />
    </QueryClientProvider>,
  );
  return userEvent.setup();
}

const panes = () => screen.getAllByRole("region").map((pane) => pane.getAttribute("aria-label"));
const looked = () =>
  screen.getAllByRole("region").find((pane) => pane.getAttribute("aria-current") === "true");

it("has the challenger win with one key, and the next one challenge it", async () => {
  const user = await open("/compare/1,2?group=burst-a&champion=1");
  await screen.findByRole("region", { name: /IMG_2/ });
  expect(looked()).toHaveAccessibleName("IMG_2.jpg");
  await user.keyboard("{Enter}");
  await waitFor(() => expect(panes()).toEqual(["IMG_3.jpg", "IMG_2.jpg, champion, kept"]));
  expect(heard.map((act) => act.map(({ verb, photos, others }) => [verb, photos, others]))).toEqual([
    [
      ["keeper", [2], [1]],
      ["keep", [2], []],
      ["reject", [1], []],
    ],
  ]);
  expect(location.pathname + location.search).toBe("/compare/3,2?group=burst-a&champion=2");
});

it("leaves the last winner as champion", async () => {
  const user = await open("/compare/1,2");
  await screen.findByRole("region", { name: /IMG_2/ });
  await user.keyboard("{ArrowDown}{Enter}");
  await waitFor(() => expect(panes()).toEqual(["IMG_1.jpg, rejected", "IMG_2.jpg, champion, kept"]));
});

it("changes the challenger with arrows, and leaves the champion where it is", async () => {
  const user = await open("/compare/1,2?group=burst-a&champion=1");
  await screen.findByRole("region", { name: /IMG_2/ });
  await user.keyboard("{ArrowRight}");
  await waitFor(() => expect(panes()).toEqual(["IMG_1.jpg, champion", "IMG_3.jpg"]));
  await user.keyboard("{ArrowLeft}");
  await waitFor(() => expect(panes()).toEqual(["IMG_1.jpg, champion", "IMG_2.jpg"]));
});

it("decides on the pane that is looked at", async () => {
  const user = await open("/compare/1,2,3");
  await screen.findByRole("region", { name: /IMG_3/ });
  await user.keyboard("{ArrowRight}x");
  await waitFor(() => expect(panes()).toEqual(["IMG_1.jpg", "IMG_2.jpg, rejected", "IMG_3.jpg"]));
  await user.keyboard("{Backspace}");
  await waitFor(() => expect(panes()).toEqual(["IMG_1.jpg", "IMG_3.jpg"]));
});

it("needs two photos", async () => {
  await open("/compare/1");
  expect(await screen.findByText("Two photos or more are compared")).toBeInTheDocument();
});
