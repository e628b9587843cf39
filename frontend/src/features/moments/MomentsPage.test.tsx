import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { queries, refresh, retryNow } from "../../app/session";
import { Toasts } from "../../app/Toasts";
import { lastMoment } from "../../lib/place";
import { DEFAULTS, prefer } from "../../lib/preferences";
import { heardOfServer, lookForServer } from "../../lib/reach";
import { group, photo } from "../../test/photos";
import { said, serve, server } from "../../test/server";
import { openView, settled } from "../../test/view";
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

async function open(address = "/moments") {
  const user = openView(address, "/moments/:group?", MomentsPage);
  await screen.findByRole("heading", { level: 2 });
  return user;
}

const looked = () =>
  within(screen.getByRole("list", { name: /Photos of this moment/ }))
    .getByRole("button", { current: true })
    .getAttribute("aria-label");
const title = () => screen.getByRole("heading", { level: 2 }).textContent;

describe("a moment of files that cannot be read", () => {
  const corrupt = [91, 92].map((id) => photo(id, { failure: "damaged JPEG" }));
  const frames = () => within(screen.getByRole("list", { name: /Photos of this moment/ }));

  beforeEach(() => {
    serve({
      groups: [group("exact-a", [], { kind: "exact", members: corrupt }), group("burst-b", [93, 94])],
    });
  });

  it("asks for none of their pictures, while those of the next moment are fetched", async () => {
    const fetched = vi.spyOn(HTMLImageElement.prototype, "decode");
    const asked = () => fetched.mock.contexts.map((image) => (image as HTMLImageElement).src);
    await open("/moments/exact-a");
    await waitFor(() => expect(asked()).toContainEqual(expect.stringContaining("/photos/94/preview")));
    const shown = Array.from(document.images, (image) => image.src);
    expect([...asked(), ...shown].filter((address) => /photos.9[12]\b/.test(address))).toEqual([]);
    fetched.mockRestore();
  });

  it.each([false, true])("says why in the place of each, close-ups: %s", async (closeUps) => {
    prefer({ closeUps });
    await open("/moments/exact-a");
    for (const frame of frames().getAllByRole("button")) expect(frame).toHaveTextContent("damaged JPEG");
  });
});

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

describe("an undo that takes its time", () => {
  let answer: () => void;
  beforeEach(() => {
    server.busy = new Promise<void>((resolve) => {
      answer = resolve;
    });
  });
  async function openAndUndo() {
    const user = openView("/moments", "/moments/:group?", () => (
      <>
        <MomentsPage />
        <Toasts />
      </>
    ));
    await screen.findByRole("heading", { level: 2 });
    await user.keyboard("{Enter}z");
    expect(await screen.findByText("Undoing…")).toBeInTheDocument();
    return user;
  }
  async function answered() {
    answer();
    expect(await screen.findByText("Undone")).toBeInTheDocument();
    expect(screen.queryByText("Undoing…")).toBeNull();
  }

  it("is told, and leads back to who waited for it", async () => {
    await openAndUndo();
    await answered();
    expect(title()).toBe("Burst of 3");
  });

  it.each([
    ["went on", "n"],
    ["decided something", "p"],
  ])("does not move who %s meanwhile", async (_, key) => {
    const user = await openAndUndo();
    await user.keyboard(key);
    const here = location.pathname;
    await answered();
    await waitFor(() => expect(screen.getByText(/^0 of 3 moments|^1 of 3 moments/)).toBeInTheDocument());
    expect(location.pathname).toBe(here);
    expect(title()).not.toBe("Burst of 3");
  });
});

describe("close-ups", () => {
  const closeUps = () => screen.queryByRole("list", { name: "Photos of this moment, close up" });
  const cut = () =>
    [...(closeUps()?.querySelectorAll("img") ?? [])].map((image) => image.getAttribute("style"));

  it("show every photo of the moment at one spot, and the whole ones again", async () => {
    const user = await open();
    expect(closeUps()).toBeNull();
    await user.keyboard("e");
    expect(cut()).toHaveLength(3);
    expect(new Set(cut()).size).toBe(1);
    await user.keyboard("e");
    expect(closeUps()).toBeNull();
    expect(screen.getByRole("list", { name: "Photos of this moment" })).toBeInTheDocument();
  });

  it("follow the spot that one zooms in on", async () => {
    const user = await open();
    await user.keyboard("e");
    const middle = cut()[0];
    expect(middle).toMatch(/left: .*top: /);
    for (const [side, px] of [["clientWidth", 900] as const, ["clientHeight", 600] as const])
      vi.spyOn(HTMLElement.prototype, side, "get").mockReturnValue(px);
    const stage = screen.getByAltText(/^IMG_1.jpg, keeper/).parentElement?.parentElement as HTMLElement;
    fireEvent.wheel(stage, { deltaY: -600, clientX: 100, clientY: 100 });
    vi.restoreAllMocks();
    await waitFor(() => expect(cut()[0]).not.toBe(middle));
    expect(new Set(cut()).size).toBe(1);
  });

  it("stay from moment to moment", async () => {
    const user = await open();
    await user.keyboard("e{Enter}");
    expect(title()).toBe("Burst of 2");
    expect(cut()).toHaveLength(2);
  });
});

describe("the place among moments", () => {
  it("is remembered: the moment, the photo and the list", async () => {
    const user = await open("/moments?state=all");
    await user.keyboard("n{ArrowRight}");
    expect(lastMoment()).toBe("/moments/burst-b?state=all&photo=5");
  });

  it("is where the photo is, when the group that held it became another", async () => {
    const user = await open();
    await user.keyboard("{ArrowRight}");
    server.groups = [group("burst-b", [4, 5, 1]), group("burst-x", [9, 3, 2])];
    await act(refresh);
    await waitFor(() => expect(location.pathname + location.search).toBe("/moments/burst-x?photo=2"));
    expect(looked()).toMatch(/IMG_2/);
  });

  it("is where the photo of the address is, when the group is known no more", async () => {
    await open("/moments/exact-gone?photo=5");
    await waitFor(() => expect(location.pathname + location.search).toBe("/moments/burst-b?photo=5"));
    expect(looked()).toMatch(/IMG_5/);
  });
});

it("says while moments may yet come, also at the end of those that there are", async () => {
  server.scan = { ...server.scan, state: "grouping" };
  const user = await open();
  expect(await screen.findByText(/Still looking/)).toBeInTheDocument();
  await user.keyboard("{Enter}{Enter}{Enter}");
  expect(await screen.findByRole("heading", { name: "Looking for moments" })).toBeInTheDocument();
});

it("says that it looks for moments while the first photos are still rated", async () => {
  serve();
  server.scan = { ...server.scan, state: "rating" };
  queries.setQueryData(["library"], { rated: true, grouped: false, scored: 0, photos: 2, waiting: 0 });
  openView("/moments", "/moments/:group?", MomentsPage);
  expect(await screen.findByRole("heading", { name: "Looking for moments" })).toBeInTheDocument();
  expect(screen.queryByText(/No two photos/)).toBeNull();
});

it("looks for none where no photo was rated", async () => {
  serve();
  queries.setQueryData(["library"], { rated: true, grouped: false, scored: 0, photos: 0, waiting: 0 });
  openView("/moments", "/moments/:group?", MomentsPage);
  expect(await screen.findByText("There is no photo in this folder.")).toBeInTheDocument();
  expect(screen.queryByText(/ooking for moments/)).toBeNull();
});

describe("while the server is away", () => {
  async function openAlone() {
    const user = openView("/moments", "/moments/:group?", () => (
      <>
        <MomentsPage />
        <Toasts />
      </>
    ));
    await screen.findByRole("heading", { level: 2 });
    await settled(); // an answer on its way would say that it is there
    await act(lookForServer);
    server.away = true;
    await act(lookForServer);
    return user;
  }
  function comeBack(): void {
    server.away = false;
    act(heardOfServer);
  }
  afterEach(comeBack);

  it.each(["{Enter}", "k", "a", "s", "d", "j"])(
    "%s decides nothing that nobody can see, and says so",
    async (key) => {
      const user = await openAlone();
      await user.keyboard(`{ArrowRight}${key}`);
      expect(title()).toBe("Burst of 3");
      expect(screen.getByText(/^winnow cannot be reached: what you cannot see/)).toBeInTheDocument();
      comeBack();
      await user.keyboard("np");
      await waitFor(() => expect(said()).toEqual([[["keep", [4], []]]]));
    },
  );

  it("what is decided on one photo is shown, and saved once it is back", async () => {
    const user = await openAlone();
    await user.keyboard("{ArrowRight}p");
    expect(looked()).toMatch(/^2 of 3.*kept/);
    comeBack();
    act(retryNow);
    await waitFor(() => expect(said()).toEqual([[["keep", [2], []]]]));
    await user.keyboard("{Enter}");
    expect(title()).toBe("Burst of 2");
  });
});

describe("while photos are on their way", () => {
  beforeEach(() => {
    serve({ groups: [group("burst-a", [101, 102, 103]), group("burst-b", [104, 105])] });
    vi.spyOn(HTMLImageElement.prototype, "decode").mockReturnValue(new Promise(() => undefined));
  });
  afterEach(() => vi.restoreAllMocks());
  const thumbnail = (id: number) => document.querySelector(`li img[src^="/api/v1/photos/${id}/thumbnail"]`);
  const arrive = (id: number) => fireEvent.load(thumbnail(id) as Element);

  it("decides on what can be seen, and says how many cannot", async () => {
    const user = await open();
    expect(await screen.findByRole("button", { name: "3 photos on the way Enter" })).toBeInTheDocument();
    arrive(101);
    arrive(102);
    await user.keyboard("{Enter}ka");
    expect(title()).toBe("Burst of 3");
    arrive(103);
    expect(screen.getByRole("button", { name: "Keep 1, reject 2 Enter" })).toBeInTheDocument();
    await user.keyboard("{Enter}");
    expect(title()).toBe("Burst of 2");
    await user.keyboard("{Enter}");
    expect(title()).toBe("Burst of 2");
    await waitFor(() => expect(said()).toHaveLength(1));
  });

  it.each(["s", "d"])("%s parts nothing from what cannot be seen", async (key) => {
    const ids = key === "s" ? [115, 116] : [117, 118];
    serve({ groups: [group("burst-g", ids)] });
    const user = await open();
    await user.keyboard("{ArrowRight}");
    arrive(ids[1] as number);
    await user.keyboard(key);
    arrive(ids[0] as number);
    await user.keyboard(key);
    await waitFor(() => expect(said()).toEqual([[["apart", [ids[1]], [ids[0]]]]]));
  });

  it("joins nothing that cannot be seen, of the moment beside it as much as is shown", async () => {
    serve({ groups: [group("burst-h", [119, 120]), group("burst-i", [121, 122, 123, 124, 125])] });
    const user = await open();
    arrive(119);
    arrive(120);
    await user.keyboard("jp");
    for (const beside of document.querySelectorAll("aside img")) fireEvent.load(beside);
    await user.keyboard("j");
    await waitFor(() =>
      expect(said()).toEqual([
        [["keep", [119], []]],
        [["together", [119, 120, 121, 122, 123, 124, 125], []]],
      ]),
    );
  });

  it("waits for no photo that cannot be shown", async () => {
    serve({ groups: [group("burst-c", [106, 107]), group("burst-d", [108, 109])] });
    const user = await open();
    arrive(106);
    for (let tries = 0; tries < 4; tries++) await waitFor(() => fireEvent.error(thumbnail(107) as Element));
    await screen.findByRole("button", { name: "Keep 1, reject 1 Enter" });
    await user.keyboard("{Enter}");
    await waitFor(() => expect(title()).toBe("Burst of 2"));
    await waitFor(() => expect(said()).toHaveLength(1));
  });

  it("waits for close-ups where those are shown", async () => {
    serve({ groups: [group("burst-e", [110, 111]), group("burst-f", [112, 113, 114])] });
    prefer({ closeUps: true });
    const user = await open();
    await user.keyboard("{Enter}");
    expect(title()).toBe("Burst of 2");
    for (const closeUp of document.querySelectorAll("li img")) fireEvent.load(closeUp);
    await user.keyboard("{Enter}");
    expect(title()).toBe("Burst of 3");
  });
});

it("joins the moment that is near, and none where none is", async () => {
  const user = await open();
  expect(screen.getByRole("button", { name: /^Join 2 photos, next by name/ })).toBeEnabled();
  await user.keyboard("j");
  await waitFor(() => expect(said()).toEqual([[["together", [1, 2, 3, 4, 5], []]]]));
});

it("joins nothing where no moment is near", async () => {
  serve({ groups: [group("burst-a", [1, 2]), group("burst-b", [40, 41])] });
  const user = await open();
  expect(screen.getByRole("button", { name: /^Join: no moment is near/ })).toBeDisabled();
  await user.keyboard("j");
  expect(said()).toEqual([]);
});
