import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DEFAULTS, prefer } from "../../lib/preferences";
import { group } from "../../test/photos";
import { said, serve, server } from "../../test/server";
import { openView } from "../../test/view";
import { MomentsPage } from "./MomentsPage";
import { forgetMoments } from "./useMoments";

beforeEach(() => {
  serve({
    groups: [
      group("burst-a", [1, 2, 3]),
      group("burst-b", [4, 5]),
      group("bracket-c", [6, 7], { kind: "bracket" }),
    ],
  });
});

afterEach(() => {
  forgetMoments();
  prefer(DEFAULTS);
});

async function open() {
  const user = openView("/moments", "/moments/:group?", MomentsPage);
  await screen.findByRole("heading", { level: 2 });
  return user;
}

const looked = () =>
  within(screen.getByRole("list", { name: /Photos of this moment/ }))
    .getByRole("button", { current: true })
    .getAttribute("aria-label");
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

  it("chooses another photo with K in one act, and goes on", async () => {
    const user = await open();
    await user.keyboard("{ArrowRight}k");
    expect(title()).toBe("Burst of 2");
    await waitFor(() =>
      expect(said()).toEqual([
        [
          ["keeper", [2], [1, 3]],
          ["keep", [2], []],
          ["reject", [1, 3], []],
        ],
      ]),
    );
    await user.keyboard("b");
    expect(screen.getByRole("button", { name: /^2 of 3.*keeper, kept/ })).toBeInTheDocument();
  });

  it("stays with what was chosen where that is wanted, and keeps another beside it", async () => {
    prefer({ autoAdvance: false });
    const user = await open();
    await user.keyboard("{ArrowRight}k");
    expect(looked()).toMatch(/^2 of 3.*keeper, kept/);
    await user.keyboard("{ArrowRight}p");
    expect(looked()).toMatch(/^3 of 3.*kept/);
    await waitFor(() => expect(said().at(-1)).toEqual([["keep", [3], []]]));
  });

  it("stays with the photo that is looked at while one decides on it, also the keeper", async () => {
    const user = await open();
    expect(looked()).toMatch(/^1 of 3.*keeper/);
    await user.keyboard("x");
    expect(looked()).toMatch(/^1 of 3.*rejected/);
    await user.keyboard("x");
    expect(looked()).toMatch(/^1 of 3.*keeper/);
    await user.keyboard("pp");
    await waitFor(() =>
      expect(said()).toEqual(["reject", "unmark", "keep", "unmark"].map((verb) => [[verb, [1], []]])),
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

  it("goes past a moment of which something is kept, and comes back to one of which something is rejected", async () => {
    const user = await open();
    await user.keyboard("x");
    await user.keyboard("np");
    await user.keyboard("n{Enter}");
    expect(title()).toBe("Burst of 3");
    expect(await screen.findByText(/2 of 3 moments/)).toBeInTheDocument();
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

  it("leads back to what is undone, and to what is done again", async () => {
    const user = await open();
    await user.keyboard("{Enter}n");
    expect(title()).toBe("Bracket of 2 exposures");
    await user.keyboard("z");
    await waitFor(() => expect(title()).toBe("Burst of 3"));
    await user.keyboard("nn");
    expect(title()).toBe("Bracket of 2 exposures");
    await user.keyboard("y");
    await waitFor(() => expect(title()).toBe("Burst of 3"));
  });

  it("leads back to a moment that it has forgotten, as after a reload", async () => {
    server.before.push({ groups: server.groups, touched: new Set([1, 2, 3]) });
    server.groups = server.groups.map((each) => ({ ...each, waiting: each.id !== "burst-a" }));
    const user = await open();
    expect(title()).toBe("Burst of 2");
    await user.keyboard("z");
    await waitFor(() => expect(title()).toBe("Burst of 3"));
    expect(location.pathname).toBe("/moments/burst-a");
    await user.keyboard("n");
    expect(title()).toBe("Burst of 2");
    await user.keyboard("y");
    await waitFor(() => expect(title()).toBe("Burst of 3"));
  });
});
