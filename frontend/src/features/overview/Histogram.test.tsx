import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { Histogram } from "./Histogram";

const BARS = Array.from({ length: 20 }, (_, bar) => bar);

describe("the histogram of scores", () => {
  it("leads to the grid with what its two ends enclose, without a mouse", async () => {
    render(<Histogram bars={BARS} median={5.7} />);
    expect(screen.queryByRole("link")).toBeNull();
    fireEvent.change(screen.getByRole("slider", { name: "Lowest score" }), { target: { value: "17" } });
    const link = screen.getByRole("link", { name: "Show 54 photos with 8.5 to 10.0" });
    expect(link).toHaveAttribute("href", "/grid?min_score=8.5");
    await userEvent.click(screen.getByRole("button", { name: "Clear" }));
    expect(screen.queryByRole("link")).toBeNull();
  });

  it("is a table to who cannot see it", () => {
    render(<Histogram bars={BARS} median={null} />);
    expect(screen.getByRole("row", { name: "9.5 to 10.0 19" })).toBeInTheDocument();
  });
});
