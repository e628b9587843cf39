import { act, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { listenForKeys } from "../lib/keys";
import { lookForServer } from "../lib/reach";
import { jumpTo, WHOLE } from "../lib/zoom";
import { type Shown, ZoomStage } from "./ZoomStage";

const PHOTO: Shown = { id: 7, version: "5f0c2a91", width: 3000, height: 2000, failure: null };
const SMALL: Shown = { ...PHOTO, width: 300, height: 200 };

vi.stubGlobal(
  "ResizeObserver",
  class {
    observe() {}
    disconnect() {}
  },
);
HTMLImageElement.prototype.decode = () => Promise.resolve();

let stopListening = () => {};

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(900);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(600);
  stopListening = listenForKeys();
});

afterEach(() => {
  stopListening();
  vi.restoreAllMocks();
});

function Looked({ photo, near = false }: { photo: Shown; near?: boolean }) {
  const [zoom, setZoom] = useState(near ? jumpTo(WHOLE, photo, 1) : WHOLE);
  return <ZoomStage photo={photo} alt="IMG_7.jpg" zoom={zoom} onZoom={setZoom} />;
}

const figure = () => screen.queryByText(/%/)?.textContent;

it("says how large a photo is shown while it is looked into", () => {
  render(<Looked photo={PHOTO} near />);
  expect(figure()).toBe("Zoom: 100 %");
});

it("calls what is larger than 1:1 what it is", () => {
  render(<Looked photo={SMALL} near />);
  expect(figure()).toBe("Zoom: 600 %");
});

it("goes nearer and back by keys", async () => {
  const user = userEvent.setup();
  render(<Looked photo={PHOTO} />);
  expect(figure()).toBeUndefined();
  await user.keyboard("++");
  expect(figure()).toBe("Zoom: 50 %");
  await user.keyboard("-");
  expect(figure()).toBe("Zoom: 33 %");
  await user.keyboard("--");
  expect(figure()).toBeUndefined();
});

it("says that the server is away, not that the photo is bad, and shows the photo once it is back", async () => {
  const fetched = vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("Failed to fetch"));
  render(<Looked photo={PHOTO} />);
  fireEvent.error(screen.getByRole("img", { name: "IMG_7.jpg" }));
  expect(await screen.findByText(/^winnow cannot be reached/)).toBeInTheDocument();
  fetched.mockResolvedValue(new Response(null));
  await act(lookForServer);
  expect(screen.getByRole("img", { name: "IMG_7.jpg" })).toBeInTheDocument();
  expect(screen.queryByText(/winnow cannot be reached/)).toBeNull();
});

it("says that a photo cannot be shown where the server is there and has no picture of it", async () => {
  vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response(null));
  render(<Looked photo={PHOTO} />);
  for (let tries = 0; tries < 4; tries++)
    fireEvent.error(await screen.findByRole("img", { name: "IMG_7.jpg" }));
  expect(await screen.findByText("This photo cannot be shown.")).toBeInTheDocument();
});
