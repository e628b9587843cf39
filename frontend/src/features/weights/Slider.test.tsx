import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { Slider } from "./Slider";

const METADATA = {
  name: "metadata",
  min: 0,
  max: 2,
  own: 0,
  says: "not counted",
  hint: "ISO, shutter speed",
};

it("a double click puts a part back to what the model has, which need not be the middle", () => {
  const onChange = vi.fn();
  render(<Slider {...METADATA} value={1.5} onChange={onChange} />);
  fireEvent.doubleClick(screen.getByRole("slider", { name: "Metadata" }));
  expect(onChange).toHaveBeenCalledExactlyOnceWith(0);
});

it("a part of which nothing is known cannot be moved, and says why", () => {
  const reason = "No photo here tells its ISO or shutter speed.";
  render(<Slider {...METADATA} value={0} hint={reason} disabled onChange={() => undefined} />);
  const slider = screen.getByRole("slider", { name: "Metadata" });
  expect(slider.hasAttribute("disabled")).toBe(true);
  expect(document.getElementById(slider.getAttribute("aria-describedby") ?? "")?.textContent).toBe(reason);
});
