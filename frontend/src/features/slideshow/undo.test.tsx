import { act, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { Change } from "../../api/types";
import { onSaved, queries } from "../../app/session";
import { NO_MARK } from "../../lib/marks";
import { later } from "../../test/later";
import { columns, NOTHING_DONE } from "../../test/photos";
import { openView } from "../../test/view";
import { SlideshowPage } from "./SlideshowPage";

// Before the client is made, which takes it as it is then.
const asked = vi.hoisted(() => {
  const stub = vi.fn<(request: Request) => Promise<Response>>();
  vi.stubGlobal("fetch", stub);
  return stub;
});

let undone: (change: Change) => void;
beforeEach(() => {
  asked.mockImplementation(({ method, url }) =>
    !url.endsWith("/undo")
      ? Promise.resolve(Response.json(method === "POST" ? NOTHING_DONE : {}))
      : new Promise((resolve) => {
          undone = (change) => resolve(Response.json({ ...NOTHING_DONE, changes: [change] }));
        }),
  );
});

/** An undo is asked for of what was decided on the first photo, with the second on the screen or on its way there. */
async function openAndUndo(photos = [6, 7, 8], { whileLoading = false } = {}) {
  queries.setQueryData(["columns", { sort: "score" }], columns(photos));
  const user = openView("/slideshow", "/slideshow", SlideshowPage);
  await screen.findByRole("img", { name: /^Photo 1 of 3/ });
  await user.keyboard(" x"); // it does not go on by itself
  if (!whileLoading) await screen.findByRole("img", { name: /^Photo 2 of 3/ });
  await user.keyboard("z");
  await waitFor(() => expect(asked.mock.calls.some(([{ url }]) => url.endsWith("/undo"))).toBe(true));
  return user;
}

/** The undo is answered, and everybody has heard of it. */
async function answered(photo = 6) {
  const saved = vi.fn();
  onSaved(saved);
  undone({ photo, before: { ...NO_MARK, verdict: "rejected" }, after: NO_MARK });
  await waitFor(() => expect(saved).toHaveBeenCalled());
  await act(async () => undefined);
}

it("an undo that takes its time leads back who waited for it", async () => {
  await openAndUndo();
  await answered();
  expect(await screen.findByRole("img", { name: /^Photo 1 of 3/ })).toBeInTheDocument();
});

it("leads back also where the next photo is still on its way when it is answered", async () => {
  const { coming: onItsWay, arrive } = later();
  const decode = vi.spyOn(HTMLImageElement.prototype, "decode");
  decode.mockImplementation(function (this: HTMLImageElement) {
    return this.src.includes("/photos/17/") ? onItsWay : Promise.resolve();
  });
  await openAndUndo([16, 17, 18], { whileLoading: true });
  await answered(16);
  await act(async () => arrive());
  expect(screen.getByRole("img", { name: /^Photo 1 of 3/ })).toBeInTheDocument();
  decode.mockRestore();
});

it("does not move who went on meanwhile", async () => {
  const user = await openAndUndo();
  await user.keyboard("{ArrowRight}");
  await screen.findByRole("img", { name: /^Photo 3 of 3/ });
  await answered();
  expect(screen.getByRole("img", { name: /^Photo 3 of 3/ })).toBeInTheDocument();
});
