import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { forgetAct, say } from "../lib/toasts";
import { server } from "../test/server";
import { settled } from "../test/view";
import { decide, redo, sayDone, undo } from "./session";
import { Toasts } from "./Toasts";

beforeEach(() => {
  const step = { groups: [], touched: new Set<number>() };
  Object.assign(server, { before: [step], undone: [step] });
});
afterEach(async () => {
  await settled();
  act(forgetAct);
});

const told = () => [...screen.getByRole("log").children].map((each) => each.textContent);

describe("what is said of an act", () => {
  it("takes it back, while it is the last", async () => {
    render(<Toasts />);
    act(() => sayDone("Split off"));
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    expect(await screen.findByText("Undone")).toBeInTheDocument();
    expect(screen.queryByText("Split off")).toBeNull();
  });

  it.each([
    ["another act", () => decide({ verb: "keep", photos: [1], others: [], value: null, why: "" })],
    ["an undo", undo],
    ["a redo", redo],
  ])("is gone with its undo after %s", (_, step) => {
    render(<Toasts />);
    act(() => sayDone("Split off"));
    act(step);
    expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
  });

  it("takes the place of what was said of the act before, and of nothing else", () => {
    render(<Toasts />);
    act(() => {
      say({ text: "Saved as Colourful" });
      sayDone("Split off");
      sayDone("Not the same any more");
      say({ text: "Saved as Colourful" });
    });
    expect(told()).toEqual(["Not the same any moreUndo", "Saved as Colourful"]);
  });
});
