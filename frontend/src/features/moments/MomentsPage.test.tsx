import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Group, NewDecisions } from "../../api/types";

/** A server with a few groups; it hears decisions and knows what they do to groups. */
const server = vi.hoisted(() => {
  const state = { groups: [] as Group[], heard: [] as NewDecisions["decisions"][] };
  const answer = (body: unknown) =>
    new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } });
  /** What decisions make of a group; nothing where one photo is left of it. */
  function after(group: Group, decisions: NewDecisions["decisions"]): Group[] {
    const keeper = decisions.find((each) => each.verb === "keeper");
    const apart = decisions.find((each) => each.verb === "apart")?.photos ?? [];
    const members = group.members.filter((photo) => !apart.includes(photo.id));
    const chosen = keeper?.photos ?? group.chosen;
    return members.length < 2 ? [] : [{ ...group, members, chosen, waiting: apart.length > 0 }];
  }
  async function fetched(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    if (request.method === "POST") {
      const { decisions } = (await request.json()) as NewDecisions;
      state.heard.push(decisions);
      const touched = new Set(decisions.flatMap((each) => each.photos));
      const isTouched = (group: Group) => group.members.some((photo) => touched.has(photo.id));
      const groups = state.groups.filter(isTouched).flatMap((group) => after(group, decisions));
      state.groups = [...groups, ...state.groups.filter((group) => !isTouched(group))];
      return answer({
        act: 1,
        text: "",
        changes: [],
        groups,
        can_undo: true,
        can_redo: false,
        revision: "",
      });
    }
    if (pathname === "/api/v1/groups") {
      const waiting = state.groups.filter((group) => group.waiting);
      const listed = searchParams.get("state") === "waiting" ? waiting : state.groups;
      return answer({ groups: listed, total: listed.length, waiting: waiting.length, next: null });
    }
    return new Response("{}", { status: 404, headers: { "Content-Type": "application/json" } });
  }
  vi.stubGlobal("fetch", fetched);
  vi.stubGlobal("matchMedia", () => ({ matches: true, addEventListener() {}, removeEventListener() {} }));
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
  HTMLImageElement.prototype.decode = () => Promise.resolve();
  return state;
});

const { queries } = await import("../../app/session");
const { listenForKeys } = await import("../../lib/keys");
const { forgetMarks } = await import("../../lib/marks");
const { DEFAULTS, prefer } = await import("../../lib/preferences");
const { MomentsPage } = await import("./MomentsPage");
const { forgetMoments } = await import("./useMoments");
const { group } = await import("./sample");
const { Route } = await import("wouter");

let stopListening = () => {};

beforeEach(() => {
  server.groups = [
    group("burst-a", [1, 2, 3]),
    group("burst-b", [4, 5]),
    group("bracket-c", [6, 7], { kind: "bracket" }),
  ];
  server.heard = [];
  history.replaceState(null, "", "/moments");
  stopListening = listenForKeys();
});

afterEach(() => {
  stopListening();
  queries.clear();
  forgetMoments();
  forgetMarks();
  prefer(DEFAULTS);
});

async function open(): Promise<ReturnType<typeof userEvent.setup>> {
  render(
    <QueryClientProvider client={queries}>
      <Route path="/moments/:group?" component={MomentsPage} />
    </QueryClientProvider>,
  );
  await screen.findByRole("heading", { level: 2 });
  return userEvent.setup();
}

const said = () => server.heard.map((act) => act.map(({ verb, photos, others }) => [verb, photos, others]));
const title = () => screen.getByRole("heading", { level: 2 }).textContent;

describe("reviewing moments", () => {
  it("opens the first that waits, and names it in the address", async () => {
    await open();
    expect(title()).toBe("Burst of 3");
    await waitFor(() => expect(location.pathname).toBe("/moments/burst-a"));
    expect(await screen.findByText(/0 of 3 moments/)).toBeInTheDocument();
  });

  it("accepts with Enter in one act and goes on, to the end", async () => {
    const user = await open();
    await user.keyboard("{Enter}");
    expect(title()).toBe("Burst of 2");
    await user.keyboard("{Enter}");
    expect(title()).toBe("Bracket of 2 exposures");
    await user.keyboard("{Enter}");
    expect(await screen.findByText("All moments are decided")).toBeInTheDocument();
    await waitFor(() =>
      expect(said()).toEqual([
        [
          ["keep", [1], []],
          ["reject", [2, 3], []],
        ],
        [
          ["keep", [4], []],
          ["reject", [5], []],
        ],
        [["keep", [6, 7], []]],
      ]),
    );
    expect(await screen.findByText(/3 of 3 moments/)).toBeInTheDocument();
  });

  it("makes another photo the keeper and accepts that", async () => {
    const user = await open();
    await user.keyboard("{ArrowRight}k");
    expect(screen.getByRole("button", { name: /^2 of 3.*keeper/ })).toBeInTheDocument();
    await user.keyboard("{Enter}");
    await waitFor(() =>
      expect(said()).toEqual([
        [["keeper", [2], [1, 3]]],
        [
          ["keep", [2], []],
          ["reject", [1, 3], []],
        ],
      ]),
    );
  });

  it("keeps several, takes one back, and rejects the rest", async () => {
    const user = await open();
    await user.keyboard("{ArrowRight}p{ArrowRight}pp");
    expect(screen.getByRole("button", { name: /^2 of 3.*kept/ })).toBeInTheDocument();
    await user.keyboard("{Enter}");
    await waitFor(() =>
      expect(said()).toEqual([
        [["keep", [2], []]],
        [["keep", [3], []]],
        [["unmark", [3], []]],
        [
          ["keep", [1], []],
          ["reject", [3], []],
        ],
      ]),
    );
  });

  it("keeps all", async () => {
    const user = await open();
    await user.keyboard("a");
    expect(title()).toBe("Burst of 2");
    await waitFor(() => expect(said()).toEqual([[["keep-all", [1, 2, 3], []]]]));
  });

  it("stays where it is after a decision where that is wanted; Enter again goes on", async () => {
    prefer({ autoAdvance: false });
    const user = await open();
    await user.keyboard("{Enter}");
    expect(title()).toBe("Burst of 3");
    await user.keyboard("{Enter}");
    expect(title()).toBe("Burst of 2");
    await waitFor(() => expect(server.heard).toHaveLength(1));
  });

  it("steps to other moments and back, decided or not", async () => {
    const user = await open();
    await user.keyboard("{Enter}{ArrowUp}");
    expect(title()).toBe("Burst of 3");
    await user.keyboard("nn");
    expect(title()).toBe("Bracket of 2 exposures");
    await user.keyboard("b");
    expect(title()).toBe("Burst of 2");
  });

  it("splits off, and tells apart: a moment of one photo is none", async () => {
    const user = await open();
    await user.keyboard("{ArrowRight}s");
    expect(title()).toBe("Burst of 2");
    await user.keyboard("nd");
    expect(title()).toBe("Bracket of 2 exposures");
    await waitFor(() => expect(said()).toEqual([[["apart", [2], [1, 3]]], [["apart", [4], [5]]]]));
  });
});
