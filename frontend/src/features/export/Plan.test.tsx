import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { ExportPlan } from "../../api/types";
import { listenForKeys } from "../../lib/keys";
import { Plan } from "./Plan";

const PLAN: ExportPlan = {
  id: "1",
  photos: 2,
  files: 3,
  bytes: 4_200_000,
  targets: ["copy 3 files to /best", "4.2 MB for /best, where 9.0 MB are free"],
  steps: ["a.jpg", "a.raf", "b.jpg"],
  warnings: ["c.jpg is missing."],
  problem: "",
};

describe("the plan of an export", () => {
  it("moves nothing before a person says so twice", async () => {
    const run = vi.fn();
    render(<Plan plan={PLAN} moves={true} isStarting={false} waits={false} onRun={run} />);
    const button = screen.getByRole("button", { name: "Move" });
    await userEvent.click(button);
    expect(run).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole("checkbox", { name: /Yes, move 3 files/ }));
    await userEvent.click(button);
    expect(run).toHaveBeenCalledOnce();
  });

  it("copies at one word, and says what and how much", async () => {
    const run = vi.fn();
    render(<Plan plan={PLAN} moves={false} isStarting={false} waits={false} onRun={run} />);
    expect(screen.getByText("2 photos")).toBeInTheDocument();
    expect(screen.getByRole("list", { name: "Targets" })).toHaveTextContent(/copy 3 files to \/best.*4.2 MB/);
    expect(screen.getByText("c.jpg is missing.")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Export" }));
    expect(run).toHaveBeenCalledOnce();
  });

  it("runs at Ctrl and Enter, a move only once it is agreed to", async () => {
    const [stop, run] = [listenForKeys(), vi.fn()];
    render(<Plan plan={PLAN} moves={true} isStarting={false} waits={false} onRun={run} />);
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    expect(run).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole("checkbox", { name: /Yes, move 3 files/ }));
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    expect(run).toHaveBeenCalledOnce();
    stop();
  });

  it("has nothing to run where it could not go on, and says why", () => {
    const problem = "There is no room for the export.";
    render(
      <Plan plan={{ ...PLAN, problem }} moves={false} isStarting={false} waits={false} onRun={vi.fn()} />,
    );
    expect(screen.getByRole("alert")).toHaveTextContent(problem);
    expect(screen.getByRole("button", { name: "Export" })).toBeDisabled();
  });
});
