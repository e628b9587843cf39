import { fireEvent, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { listenForKeys, nameOf, useKeys } from "./keys";

let leave: () => void;
beforeEach(() => {
  leave = listenForKeys();
});
afterEach(() => leave());

function Scope({
  name,
  keys,
  run,
  repeats,
  children,
}: {
  name: string;
  keys: string[];
  run: () => void;
  repeats?: true;
  children?: ReactNode;
}) {
  useKeys(name, [{ keys, does: name, run, ...(repeats && { repeats }) }]);
  return <div>{children}</div>;
}

function press(key: string, on: Element = document.body, more: KeyboardEventInit = {}): boolean {
  return fireEvent.keyDown(on, { key, ...more });
}

describe("a key's name", () => {
  it.each([
    [{ key: "P" }, "p"],
    [{ key: "P", shiftKey: true }, "p"],
    [{ key: "?", shiftKey: true }, "?"],
    [{ key: "z", ctrlKey: true }, "Ctrl+z"],
    [{ key: "z", metaKey: true }, "Ctrl+z"],
    [{ key: "Z", ctrlKey: true, shiftKey: true }, "Ctrl+Shift+z"],
    [{ key: "ArrowDown", shiftKey: true }, "Shift+ArrowDown"],
    [{ key: " ", ctrlKey: true }, "Ctrl+ "],
  ])("of %o is %s", (pressed, name) => {
    expect(nameOf(new KeyboardEvent("keydown", pressed))).toBe(name);
  });
});

describe("a key", () => {
  it("is the inner scope's, also when both are drawn at once", () => {
    const [outer, inner] = [vi.fn(), vi.fn()];
    render(
      <Scope name="outer" keys={["g", "l"]} run={outer}>
        <Scope name="inner" keys={["l"]} run={inner} />
      </Scope>,
    );
    press("l");
    expect([outer.mock.calls.length, inner.mock.calls.length]).toEqual([0, 1]);
    press("g");
    expect(outer).toHaveBeenCalledTimes(1);
  });

  it("is nobody's once its view is gone", () => {
    const run = vi.fn();
    render(<Scope name="view" keys={["x"]} run={run} />).unmount();
    expect(press("x")).toBe(true);
    expect(run).not.toHaveBeenCalled();
  });

  it("is kept from the browser where it does something", () => {
    render(<Scope name="view" keys={[" "]} run={() => undefined} />);
    expect(press(" ")).toBe(false);
  });

  it("is written where somebody writes", () => {
    const run = vi.fn();
    const { container } = render(
      <Scope name="view" keys={["x", "ArrowLeft"]} run={run}>
        <input type="search" />
        <input type="range" />
      </Scope>,
    );
    const [text, range] = container.querySelectorAll("input");
    press("x", text);
    press("ArrowLeft", text);
    press("ArrowLeft", range); // moves the slider
    expect(run).not.toHaveBeenCalled();
    press("x", range);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it("presses the button that has the focus, and does all else as ever", () => {
    const run = vi.fn();
    const { getByRole } = render(
      <Scope name="view" keys={["Enter", " ", "ArrowLeft"]} run={run}>
        <button type="button">press</button>
      </Scope>,
    );
    press("Enter", getByRole("button"));
    press(" ", getByRole("button"));
    expect(run).not.toHaveBeenCalled();
    press("ArrowLeft", getByRole("button"));
    expect(run).toHaveBeenCalledTimes(1);
  });

  it("that is held decides once, and is kept from the browser all the while", () => {
    const run = vi.fn();
    render(<Scope name="view" keys={["x", "Enter", "z"]} run={run} />);
    for (const key of ["x", "Enter", "z"]) {
      press(key);
      expect(press(key, document.body, { repeat: true })).toBe(false);
    }
    expect(run).toHaveBeenCalledTimes(3);
  });

  it("that is held goes on where it moves, or says that it repeats", () => {
    const [move, zoom] = [vi.fn(), vi.fn()];
    render(
      <Scope name="view" keys={["Shift+ArrowRight"]} run={move}>
        <Scope name="zoom" keys={["+"]} run={zoom} repeats />
      </Scope>,
    );
    press("ArrowRight", document.body, { shiftKey: true, repeat: true });
    press("+", document.body, { repeat: true });
    expect([move.mock.calls.length, zoom.mock.calls.length]).toEqual([1, 1]);
  });

  it("that is held presses the button that has the focus once", () => {
    const { getByRole } = render(<button type="button">Accept</button>);
    expect(press("Enter", getByRole("button"))).toBe(true);
    expect(press("Enter", getByRole("button"), { repeat: true })).toBe(false);
  });

  it("does nothing behind a dialog", () => {
    const run = vi.fn();
    render(
      <Scope name="view" keys={["x"]} run={run}>
        <dialog open>Keys</dialog>
      </Scope>,
    );
    press("x");
    expect(run).not.toHaveBeenCalled();
  });

  it("with Alt is the browser's", () => {
    const run = vi.fn();
    render(<Scope name="view" keys={["ArrowLeft"]} run={run} />);
    press("ArrowLeft", document.body, { altKey: true });
    expect(run).not.toHaveBeenCalled();
  });
});
