import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import type { LibraryView, PartInfo } from "../../api/types";
import { listenForKeys } from "../../lib/keys";
import { lastWeights } from "../../lib/place";
import { showView } from "../../test/view";
import { WeightsPage } from "./WeightsPage";

const METADATA: PartInfo = { name: "metadata", looks_at: ["ISO", "shutter speed"], own: 0, photos: 46 };
const TECHNICAL: PartInfo = { name: "technical", looks_at: ["sharpness"], own: 1, photos: 65 };

function show(metadata: PartInfo, path = "/weights") {
  const library: Partial<LibraryView> = {
    rated: true,
    scored: 65,
    parts: [TECHNICAL, metadata],
    styles: ["contrast"],
  };
  return showView(path, WeightsPage, [
    [["library"], library],
    [["profiles"], { profiles: [], active: null }],
  ]);
}

const slider = () => screen.getByRole("slider", { name: "Metadata" });

it("what the camera wrote is not counted until somebody turns it up, which the address keeps", async () => {
  const place = show(METADATA);
  expect(slider()).toHaveValue("0");
  expect(slider()).toHaveAttribute("aria-valuetext", "not counted");
  expect(screen.getByRole("button", { name: "Reset" })).toBeDisabled();
  fireEvent.change(slider(), { target: { value: "1.5" } });
  expect(slider()).toHaveAttribute("aria-valuetext", "counted 1.5 times");
  await waitFor(() => expect(decodeURIComponent(place.history.at(-1) ?? "")).toContain('{"metadata":1.5}'));
  fireEvent.click(screen.getByRole("button", { name: "Reset" }));
  expect(slider()).toHaveValue("0");
});

it("an address that counts it shows it so", () => {
  show(
    METADATA,
    `/weights?weights=${encodeURIComponent('{"parts":{"metadata":2,"technical":1},"styles":{}}')}`,
  );
  expect(slider()).toHaveValue("2");
  expect(screen.getByRole("slider", { name: "Technical" })).toHaveAttribute(
    "aria-valuetext",
    "as the model has it",
  );
});

it("where no photo tells it, it cannot be moved, and the page says why", () => {
  show({ ...METADATA, photos: 0 });
  expect(slider()).toBeDisabled();
  expect(slider()).toHaveAccessibleDescription("No photo here tells its ISO or shutter speed.");
});

it("a digit goes to a slider, R resets, N goes to the name to save under", () => {
  const stop = listenForKeys();
  show(METADATA);
  const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
  press("2");
  expect(slider()).toHaveFocus();
  fireEvent.change(slider(), { target: { value: "1.5" } });
  press("r");
  expect(slider()).toHaveValue("0");
  press("3");
  expect(screen.getByRole("slider", { name: "Contrast" })).toHaveFocus();
  press("n");
  expect(screen.getByRole("textbox", { name: "Name of the profile" })).toHaveFocus();
  stop();
});

it("leads W back to weights that were tried out and are not saved", () => {
  show(METADATA);
  fireEvent.change(screen.getByRole("slider", { name: "Contrast" }), { target: { value: "0.5" } });
  expect(new URLSearchParams(lastWeights().split("?")[1]).get("weights")).toBe(
    JSON.stringify({ parts: {}, styles: { contrast: 0.5 } }),
  );
  fireEvent.click(screen.getByRole("button", { name: "Reset" }));
  expect(lastWeights()).toBe("/weights");
});

it("where nothing has a score it says so, and leads to where one sees why", () => {
  showView("/weights", WeightsPage, [
    [["library"], { rated: true, scored: 0 }],
    [["profiles"], { profiles: [], active: null }],
  ]);
  expect(screen.getByRole("heading", { name: "Nothing is rated yet" })).toBeInTheDocument();
  expect(screen.getByRole("link")).toHaveAttribute("href", "/");
});
