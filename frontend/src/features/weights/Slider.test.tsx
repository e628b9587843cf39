import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { Slider } from "./Slider";

it("a double click puts a part back to what the model has, which need not be the middle", () => {
  const onChange = vi.fn();
  render(<Slider name="metadata" min={0} max={2} own={0} value={1.5} says="" onChange={onChange} />);
  fireEvent.doubleClick(screen.getByRole("slider", { name: "Metadata" }));
  expect(onChange).toHaveBeenCalledExactlyOnceWith(0);
});
