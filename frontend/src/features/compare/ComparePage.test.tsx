import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { picture } from "../../api/client";
import { Toasts } from "../../app/Toasts";
import { saw } from "../../lib/sight";
import { later } from "../../test/later";
import { columns, detail } from "../../test/photos";
import { said, serve, server } from "../../test/server";
import { openView, settled } from "../../test/view";
import { ComparePage } from "./ComparePage";

beforeEach(() => {
  serve({ list: columns([1, 2, 3]) });
  for (const id of [1, 2, 3]) saw(picture(detail(id), "preview"));
});

/** Open it, with the photos and their list there. */
async function open(address: string) {
  const user = openView(address, "/compare/:photos", ComparePage);
  await settled();
  return user;
}

const panes = () => screen.getAllByRole("region").map((pane) => pane.getAttribute("aria-label"));
const looked = () =>
  screen.getAllByRole("region").find((pane) => pane.getAttribute("aria-current") === "true");

it("has the challenger win with one key, and the next one challenge it", async () => {
  const user = await open("/compare/1,2?group=burst-a&champion=1");
  expect(looked()).toHaveAccessibleName("IMG_2.jpg");
  await user.keyboard("{Enter}");
  await waitFor(() => expect(panes()).toEqual(["IMG_3.jpg", "IMG_2.jpg, champion, kept"]));
  await settled();
  expect(said()).toEqual([
    [
      ["keeper", [2], [1]],
      ["keep", [2], []],
      ["reject", [1], []],
    ],
  ]);
  expect(location.pathname + location.search).toBe("/compare/3,2?group=burst-a&champion=2");
});

/** Have the answer of a path come when the function is called that this gives. */
function comesLate(path: string): () => void {
  const { coming, arrive } = later();
  server.late.set(path, coming);
  return arrive;
}

it.each(["{Enter}", "w", "p", "x", "5", "k"])(
  "decides nothing with %s while the next challenger is on its way, as if one that is out were it",
  async (key) => {
    const arrive = comesLate("photos/3");
    const user = openView("/compare/1,2?group=burst-a&champion=1", "/compare/:photos", ComparePage);
    await screen.findByRole("region", { name: /IMG_2/ });
    await waitFor(() => expect(screen.getByRole("button", { name: "The next challenger" })).toBeEnabled());
    await user.keyboard("{Enter}");
    await user.keyboard(key);
    expect(panes()).toEqual(["IMG_1.jpg, rejected", "IMG_2.jpg, champion, kept"]);
    arrive();
    await waitFor(() => expect(panes()).toEqual(["IMG_3.jpg", "IMG_2.jpg, champion, kept"]));
    await settled();
    expect(said()).toHaveLength(1);
  },
);

it("knows no last one while the others are on their way: who wins waits for them", async () => {
  const arrive = comesLate("columns");
  const user = openView("/compare/1,2?group=burst-a&champion=1", "/compare/:photos", () => (
    <>
      <ComparePage />
      <Toasts />
    </>
  ));
  await screen.findByRole("region", { name: /IMG_2/ });
  await user.keyboard("{ArrowRight}");
  expect(screen.getByText("The other photos are still on their way.")).toBeInTheDocument();
  await user.keyboard("{Enter}");
  expect(screen.getByText("It has won: the other photos are still on their way.")).toBeInTheDocument();
  expect(panes()).toEqual(["IMG_1.jpg, rejected", "IMG_2.jpg, champion, kept"]);
  arrive();
  await settled();
  await user.keyboard("{ArrowRight}");
  await waitFor(() => expect(panes()).toEqual(["IMG_3.jpg", "IMG_2.jpg, champion, kept"]));
});

it("leaves the last winner as champion", async () => {
  const user = await open("/compare/1,2");
  await user.keyboard("{ArrowDown}{Enter}");
  await waitFor(() => expect(panes()).toEqual(["IMG_1.jpg, rejected", "IMG_2.jpg, champion, kept"]));
});

it("changes the challenger with arrows, and leaves the champion where it is", async () => {
  const user = await open("/compare/1,2?group=burst-a&champion=1");
  await user.keyboard("{ArrowRight}");
  await waitFor(() => expect(panes()).toEqual(["IMG_1.jpg, champion", "IMG_3.jpg"]));
  await user.keyboard("{ArrowLeft}");
  await waitFor(() => expect(panes()).toEqual(["IMG_1.jpg, champion", "IMG_2.jpg"]));
});

it("decides on the pane that is looked at", async () => {
  const user = await open("/compare/1,2,3");
  await user.keyboard("{ArrowRight}x");
  await waitFor(() => expect(panes()).toEqual(["IMG_1.jpg", "IMG_2.jpg, rejected", "IMG_3.jpg"]));
  await user.keyboard("{Backspace}");
  await waitFor(() => expect(panes()).toEqual(["IMG_1.jpg", "IMG_3.jpg"]));
});

it("needs two photos", async () => {
  await open("/compare/1");
  expect(screen.getByText("Two photos or more are compared")).toBeInTheDocument();
});

it("lets nobody win or be decided on who cannot be seen yet", async () => {
  serve({ list: columns([41, 42]) });
  const user = await open("/compare/41,42");
  const arrive = (id: number) =>
    fireEvent.load(document.querySelector(`img[src*="/${id}/thumbnail"]`) as Element);
  arrive(41);
  await user.keyboard("{Enter}");
  await user.click(screen.getByRole("button", { name: "Reject IMG_42.jpg" }));
  expect(panes()).toEqual(["IMG_41.jpg", "IMG_42.jpg"]);
  await user.keyboard("{ArrowLeft}x");
  expect(panes()).toEqual(["IMG_41.jpg, rejected", "IMG_42.jpg"]);
  arrive(42);
  await user.keyboard("{ArrowRight}{Enter}");
  expect(panes()).toEqual(["IMG_41.jpg, rejected", "IMG_42.jpg, champion, kept"]);
});
