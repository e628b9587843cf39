import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Range, SCORES } from "../lib/brush";
import { Histogram } from "./Histogram";

const BARS = Array.from({ length: 20 }, (_, bar) => bar);

beforeEach(() => {
  // What jsdom has none of.
  vi.stubGlobal("PointerEvent", MouseEvent);
  Element.prototype.setPointerCapture = vi.fn();
  vi.spyOn(SVGElement.prototype, "getBoundingClientRect").mockReturnValue({
    left: 100,
    width: 200,
  } as DOMRect);
});

function Page({ first, brushed }: { first: Range | null; brushed: (range: Range | null) => void }) {
  const [range, setRange] = useState(first);
  const brush = (next: Range | null) => {
    brushed(next);
    setRange(next);
  };
  return (
    <Histogram
      title="Score"
      of="score"
      axis={SCORES}
      bars={BARS}
      median={5.7}
      range={range}
      onBrush={brush}
      size="small"
    />
  );
}

function show(first: Range | null = null) {
  const brushed = vi.fn();
  const { container } = render(<Page first={first} brushed={brushed} />);
  return { brushed, plot: container.querySelector("svg") as SVGElement };
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const low = () => screen.getByRole("slider", { name: "Lowest score" });
const high = () => screen.getByRole("slider", { name: "Highest score" });

describe("the histogram of scores", () => {
  it("is brushed by dragging over it, and tells what is under the hand until it lets go", () => {
    const { brushed, plot } = show();
    fireEvent.pointerDown(plot, { clientX: 262, button: 0 });
    fireEvent.pointerMove(plot, { clientX: 228 });
    expect(screen.getByText("6.0 to 8.5: 70 photos")).toBeInTheDocument();
    expect(brushed).not.toHaveBeenCalled();
    fireEvent.pointerUp(plot, { clientX: 228 });
    expect(brushed.mock.calls).toEqual([[{ low: 6, high: 8.5 }]]);
    expect(low()).toHaveValue("6");
    expect(high()).toHaveValue("8.5");
  });

  it("is left as it was by a finger that scrolls over it", () => {
    const { brushed, plot } = show();
    fireEvent.pointerDown(plot, { clientX: 250, button: 0 });
    fireEvent.pointerCancel(plot);
    fireEvent.pointerUp(plot, { clientX: 250 });
    expect(brushed).not.toHaveBeenCalled();
    expect(low()).toHaveValue("0");
  });

  it("is brushed without a mouse", () => {
    const { brushed } = show();
    fireEvent.change(low(), { target: { value: "8.5" } });
    expect(brushed.mock.calls).toEqual([[{ low: 8.5, high: 10 }]]);
    expect(low()).toHaveAttribute("aria-valuetext", "8.5; 54 photos from 8.5 to 10.0");
  });

  it("tells what is brushed while the keys are with an end", async () => {
    show({ low: 8.5, high: 10 });
    const told = () => screen.queryByText("8.5 to 10.0: 54 photos");
    expect(told()).toBeNull();
    await userEvent.tab();
    expect(low()).toHaveFocus();
    expect(told()).toBeInTheDocument();
    await userEvent.tab();
    await userEvent.tab();
    expect(told()).toBeNull();
  });

  it("follows the hand that drags an end, and tells of it once it lets go", () => {
    const { brushed } = show();
    fireEvent.input(high(), { target: { value: "3" } });
    expect(screen.getByText("0.0 to 3.0: 15 photos")).toBeInTheDocument();
    expect(brushed).not.toHaveBeenCalled();
    fireEvent(high(), new Event("change", { bubbles: true }));
    expect(brushed.mock.calls).toEqual([[{ low: 0, high: 3 }]]);
  });

  it("is brushed no more when all of it is", () => {
    const { brushed } = show({ low: 4, high: 10 });
    fireEvent.change(low(), { target: { value: "0" } });
    expect(brushed.mock.calls).toEqual([[null]]);
  });

  it("tells of the bar that is pointed at", () => {
    const { plot } = show();
    fireEvent.pointerMove(plot, { clientX: 131 });
    expect(screen.getByText("1.5 to 2.0: 3 photos")).toBeInTheDocument();
    fireEvent.pointerLeave(plot);
    expect(screen.queryByText("1.5 to 2.0: 3 photos")).toBeNull();
  });

  it("is a table to who cannot see it", () => {
    show();
    expect(screen.getByRole("figure", { name: "Score" })).toHaveTextContent("median 5.7");
    expect(screen.getByRole("row", { name: "9.5 to 10.0 19" })).toBeInTheDocument();
  });
});
