import { screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { picture } from "../../api/client";
import { saw } from "../../lib/sight";
import { columns, detail } from "../../test/photos";
import { said, serve } from "../../test/server";
import { openView, settled } from "../../test/view";
import { ComparePage } from "./ComparePage";

beforeEach(() => {
  serve({ list: columns([1, 2, 3]) });
  for (const id of [1, 2, 3]) saw(picture(detail(id), "preview"));
});
afterEach(() => vi.unstubAllGlobals());

/** Open it, with the photos and their list there. */
async function open(address: string) {
  const user = openView(address, "/compare/:photos", ComparePage);
  await settled();
  return user;
}

const regions = () => screen.getAllByRole("region");
const panes = () => regions().map((pane) => pane.getAttribute("aria-label"));
const looked = () => regions().find((pane) => pane.getAttribute("aria-current") === "true");
const button = (name: string) => screen.getByRole("button", { name });

it("has photos compared with a mouse alone", async () => {
  const user = await open("/compare/1,2?group=burst-a&champion=1");
  await user.click(button("Keep IMG_1.jpg"));
  await user.click(button("Reject IMG_2.jpg"));
  await waitFor(() => expect(panes()).toEqual(["IMG_1.jpg, champion, kept", "IMG_2.jpg, rejected"]));
  await user.click(button("Reject IMG_2.jpg"));
  await waitFor(() => expect(panes()).toEqual(["IMG_1.jpg, champion, kept", "IMG_2.jpg"]));
  await user.click(button("Zoom all"));
  expect(screen.getAllByText("100 %")).toHaveLength(2);
  await user.click(button("Zoom all"));
  expect(screen.queryByText("100 %")).toBeNull();
  await user.click(button("The next challenger"));
  await waitFor(() => expect(panes()).toEqual(["IMG_1.jpg, champion, kept", "IMG_3.jpg"]));
  expect(button("The next challenger")).toBeDisabled();
  await user.click(button("The challenger before"));
  await waitFor(() => expect(panes()).toEqual(["IMG_1.jpg, champion, kept", "IMG_2.jpg"]));
});

it("has photos compared with a finger alone: it is about the pane that was touched", async () => {
  vi.stubGlobal("matchMedia", () => Object.assign(new EventTarget(), { matches: false }));
  const user = await open("/compare/1,2,3?group=burst-a");
  await user.click(button("IMG_3.jpg"));
  expect(looked()).toHaveAccessibleName("IMG_3.jpg");
  await user.click(button("Keep"));
  await user.click(button("Pin"));
  await waitFor(() => expect(panes().at(-1)).toBe("IMG_3.jpg, champion, kept"));
  await user.click(button("IMG_1.jpg"));
  await user.click(button("Take A away"));
  await waitFor(() => expect(panes()).toEqual(["IMG_2.jpg", "IMG_3.jpg, champion, kept"]));
  await user.click(button("Wins"));
  await settled();
  expect(said().at(-1)).toEqual([
    ["keeper", [2], [3]],
    ["keep", [2], []],
    ["reject", [3], []],
  ]);
});

it("brings another photo of the list also where nobody is champion", async () => {
  const user = await open("/compare/1,2?group=burst-a");
  await user.click(button("The next photo"));
  await waitFor(() => expect(panes()).toEqual(["IMG_3.jpg", "IMG_2.jpg"]));
});
