import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { Scores } from "./Scores";

it("scores lead to the grid with what is brushed", async () => {
  render(<Scores bars={Array.from({ length: 20 }, (_, bar) => bar)} median={5.7} />);
  expect(screen.queryByRole("link")).toBeNull();
  fireEvent.change(screen.getByRole("slider", { name: "Lowest score" }), { target: { value: "8.5" } });
  const link = screen.getByRole("link", { name: "Show 54 photos with 8.5 to 10.0" });
  expect(link).toHaveAttribute("href", "/grid?min_score=8.5");
  await userEvent.click(screen.getByRole("button", { name: "Clear" }));
  expect(screen.queryByRole("link")).toBeNull();
});
