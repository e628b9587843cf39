import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { SignalBrush } from "./SignalBrush";

const SHARPNESS = {
  name: "sharpness",
  label: "sharpness",
  part: "technical",
  lowest: -0.95,
  highest: 0.87,
  median: -0.24,
  bars: { low: -1, width: 0.1, photos: Array.from({ length: 19 }, (_, bar) => bar) },
};
const SAME = { ...SHARPNESS, name: "tilt", label: "tilt", bars: { low: 0, width: 0, photos: [] } };

function show(asked: string | null) {
  const change = vi.fn();
  render(<SignalBrush asked={asked} change={change} signals={[SHARPNESS, SAME]} />);
  return change;
}

it("a signal is chosen, and those of the most of it are brushed", async () => {
  const change = show(null);
  expect(screen.queryByRole("figure")).toBeNull();
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Signal" }), "Sharpness");
  expect(screen.getByRole("figure", { name: "sharpness" })).toHaveTextContent("median \u22120.2");
  const lowest = screen.getByRole("slider", { name: "Lowest sharpness" });
  fireEvent.change(lowest, { target: { value: "0.3" } });
  expect(change).toHaveBeenLastCalledWith({ signal: "sharpness:0.3:" });
});

it("what the address asks for is shown, with how many photos have it", () => {
  const change = show("sharpness:-0.2:0.3");
  const highest = screen.getByRole("slider", { name: "Highest sharpness" });
  expect(highest).toHaveAttribute("aria-valuetext", "0.3; 50 photos from \u22120.2 to 0.3");
  fireEvent.change(highest, { target: { value: "0.9" } });
  expect(change).toHaveBeenLastCalledWith({ signal: "sharpness:-0.2:" });
});

it("another signal forgets what was brushed of the one before", async () => {
  const change = show("sharpness:0.3:");
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Signal" }), "Tilt");
  expect(change).toHaveBeenLastCalledWith({ signal: null });
});

it("where all photos have as much of it there is nothing to brush, and it says so", () => {
  show("tilt:0:");
  expect(screen.queryByRole("slider")).toBeNull();
  expect(screen.getByText("No two photos differ in it.")).toBeInTheDocument();
});
