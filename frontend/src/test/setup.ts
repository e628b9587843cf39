import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach } from "vitest";
import { answer, serve } from "./server";

/** What jsdom lacks, of a window that is as wide as it ever was. */
class NeverResized implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

// Before anything is imported that looks for them.
globalThis.fetch = (asked) => answer(asked as Request);
globalThis.ResizeObserver = NeverResized;
window.matchMedia ??= (media) => Object.assign(new EventTarget(), { media, matches: true }) as MediaQueryList;
Element.prototype.scrollIntoView = () => {};
HTMLImageElement.prototype.decode = () => Promise.resolve();
HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
  this.querySelector("button")?.focus();
};

configure({ asyncUtilTimeout: 20_000 }); // a busy machine is no failure

beforeEach(() => serve());

afterEach(() => {
  cleanup();
  localStorage.clear();
});
