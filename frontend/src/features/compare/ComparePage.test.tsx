import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { columns } from "../../test/photos";
import { said, serve } from "../../test/server";
import { openView } from "../../test/view";
import { ComparePage } from "./ComparePage";

beforeEach(() => serve({ list: columns([1, 2, 3]) }));

const open = (address: string) => openView(address, "/compare/:photos", ComparePage);

const panes = () => screen.getAllByRole("region").map((pane) => pane.getAttribute("aria-label"));
const looked = () =>
  screen.getAllByRole("region").find((pane) => pane.getAttribute("aria-current") === "true");

it("has the challenger win with one key, and the next one challenge it", async () => {
  const user = open("/compare/1,2?group=burst-a&champion=1");
  await screen.findByRole("region", { name: /IMG_2/ });
  expect(looked()).toHaveAccessibleName("IMG_2.jpg");
  await user.keyboard("{Enter}");
  await waitFor(() => expect(panes()).toEqual(["IMG_3.jpg", "IMG_2.jpg, champion, kept"]));
  expect(said()).toEqual([
    [
      ["keeper", [2], [1]],
      ["keep", [2], []],
      ["reject", [1], []],
    ],
  ]);
  expect(location.pathname + location.search).toBe("/compare/3,2?group=burst-a&champion=2");
});

it("leaves the last winner as champion", async () => {
  const user = open("/compare/1,2");
  await screen.findByRole("region", { name: /IMG_2/ });
  await user.keyboard("{ArrowDown}{Enter}");
  await waitFor(() => expect(panes()).toEqual(["IMG_1.jpg, rejected", "IMG_2.jpg, champion, kept"]));
});

it("changes the challenger with arrows, and leaves the champion where it is", async () => {
  const user = open("/compare/1,2?group=burst-a&champion=1");
  await screen.findByRole("region", { name: /IMG_2/ });
  await user.keyboard("{ArrowRight}");
  await waitFor(() => expect(panes()).toEqual(["IMG_1.jpg, champion", "IMG_3.jpg"]));
  await user.keyboard("{ArrowLeft}");
  await waitFor(() => expect(panes()).toEqual(["IMG_1.jpg, champion", "IMG_2.jpg"]));
});

it("decides on the pane that is looked at", async () => {
  const user = open("/compare/1,2,3");
  await screen.findByRole("region", { name: /IMG_3/ });
  await user.keyboard("{ArrowRight}x");
  await waitFor(() => expect(panes()).toEqual(["IMG_1.jpg", "IMG_2.jpg, rejected", "IMG_3.jpg"]));
  await user.keyboard("{Backspace}");
  await waitFor(() => expect(panes()).toEqual(["IMG_1.jpg", "IMG_3.jpg"]));
});

it("needs two photos", async () => {
  open("/compare/1");
  expect(await screen.findByText("Two photos or more are compared")).toBeInTheDocument();
});
