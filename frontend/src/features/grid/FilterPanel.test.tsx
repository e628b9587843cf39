import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { Filter } from "../../api/types";
import { FilterPanel } from "./FilterPanel";

function show(filter: Filter) {
  const change = vi.fn();
  render(<FilterPanel filter={filter} change={change} library={undefined} />);
  return change;
}

it("scores are brushed where they are listed, and an end at the end of all scores narrows nothing", () => {
  const change = show({ min_score: 6.5, max_score: 8 });
  expect(screen.getByRole("slider", { name: "Lowest score" })).toHaveValue("6.5");
  fireEvent.change(screen.getByRole("slider", { name: "Highest score" }), { target: { value: "10" } });
  expect(change).toHaveBeenCalledWith({ min_score: 6.5, max_score: null });
});

it("a range that somebody typed into the address is told as it is", () => {
  show({ min_score: 6.3 });
  const lowest = screen.getByRole("slider", { name: "Lowest score" });
  expect(lowest).toHaveAttribute("aria-valuetext", "6.3");
});
