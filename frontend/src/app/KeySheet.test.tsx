import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, onTestFinished } from "vitest";
import { listenForKeys } from "../lib/keys";
import { shortened, unhidden, useKeySheet } from "./KeySheet";

const nothing = () => undefined;

/** A page with the sheet and nothing else. */
function Page() {
  return useKeySheet().sheet;
}

describe("the sheet of keys", () => {
  it("comes with a question mark, and goes with the next", async () => {
    onTestFinished(listenForKeys());
    render(<Page />);
    for (const open of [true, false, true, false]) {
      await userEvent.keyboard("?");
      expect(screen.queryByRole("dialog") !== null).toBe(open);
    }
  });

  it("leaves out what an inner view has taken, and what it says twice", () => {
    const inner = { name: "Loupe", bindings: [{ keys: ["l", "z"], does: "look", run: nothing }] };
    const outer = {
      name: "Everywhere",
      bindings: [
        { keys: ["l"], does: "loupe", run: nothing },
        { keys: ["z", "Ctrl+z"], does: "undo", run: nothing },
      ],
    };
    const told = unhidden([inner, outer]).map(({ name, bindings }) => [
      name,
      bindings.map(({ does }) => does),
    ]);
    expect(told).toEqual([
      ["Loupe", ["look"]],
      ["Everywhere", ["undo"]],
    ]);
  });

  it.each([
    [["0", "1", "2", "3"], ["0 – 3"]],
    [["ArrowUp", "Shift+ArrowUp"], ["↑"]],
    [
      ["Ctrl+Shift+z", "y"],
      ["Ctrl + Shift + Z", "Y"],
    ],
    [["Ctrl+ "], ["Ctrl + Space"]],
    [["?"], ["?"]],
  ])("writes %j as %j", (keys, written) => {
    expect(shortened(keys)).toEqual(written);
  });
});
