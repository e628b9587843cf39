import { fireEvent, screen, within } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { client } from "../../api/client";
import { columns } from "../../test/photos";
import { said, serve } from "../../test/server";
import { openView, settled } from "../../test/view";
import { LoupePage } from "./LoupePage";

afterEach(() => vi.restoreAllMocks());

const open = (address: string) => openView(address, "/photos/:photo", LoupePage);
const ways = () => screen.getAllByRole("button").map((button) => button.textContent);

function refuse(status: number, title: string): void {
  const refusal = { error: { title }, response: new Response(null, { status }) };
  vi.spyOn(client, "GET").mockResolvedValue(refusal as never);
}

it("leads back from a photo that is gone, by a button and with Escape", async () => {
  refuse(404, "There is no such photo.");
  const user = open("/photos/999?sort=name");
  expect(await screen.findByRole("heading", { name: "There is no such photo" })).toBeInTheDocument();
  expect(ways()).toEqual(["Back to Grid"]);
  await user.keyboard("{Escape}");
  expect(location.pathname + location.search).toBe("/grid?sort=name");
});

it("tries again where a photo may yet come, and leads back to where one came from", async () => {
  refuse(400, "That is too much.");
  const user = open("/photos/999?from=/moments/burst-a");
  expect(await screen.findByText("That is too much.")).toBeInTheDocument();
  expect(ways()).toEqual(["Try again", "Back to Moments"]);
  await user.click(screen.getByRole("button", { name: "Back to Moments" }));
  expect(location.pathname).toBe("/moments/burst-a");
});

it("decides on no photo before it is in sight, be it small: a second key in haste meets the next one", async () => {
  vi.spyOn(HTMLImageElement.prototype, "decode").mockReturnValue(new Promise(() => undefined));
  serve({ list: columns([31, 32, 33]) });
  const user = open("/photos/31?sort=name");
  const arrive = (size: string, id: number) =>
    fireEvent.load(document.querySelector(`img[src*="/${id}/${size}"]`) as Element);
  await screen.findByAltText(/1 of 3/);
  arrive("preview", 31);
  await user.keyboard("xp");
  expect(location.pathname).toBe("/photos/32");
  arrive("thumbnail", 32);
  await user.keyboard("p");
  expect(location.pathname).toBe("/photos/33");
  await settled();
  expect(said()).toEqual([[["reject", [31], []]], [["keep", [32], []]]]);
});

it("marks no neighbour as the photo that is shown where it is none of the list", async () => {
  serve({ list: columns([31, 32, 33]) });
  open("/photos/60?sort=name");
  const strip = within(await screen.findByRole("navigation", { name: "Neighbours" }));
  expect(await strip.findAllByRole("button")).toHaveLength(3);
  expect(strip.queryByRole("button", { current: true })).toBeNull();
});
