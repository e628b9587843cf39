import { act, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { Change } from "../../api/types";
import { onSaved, queries } from "../../app/session";
import { NO_MARK } from "../../lib/marks";
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

/** On photo 7 of 6, 7, 8, an undo is asked for of what was decided on 6. */
async function openAndUndo() {
  queries.setQueryData(["columns", { sort: "score" }], columns([6, 7, 8]));
  const user = openView("/slideshow", "/slideshow", SlideshowPage);
  await screen.findByRole("img", { name: /^Photo 1 of 3/ });
  await user.keyboard(" x"); // it does not go on by itself
  await screen.findByRole("img", { name: /^Photo 2 of 3/ });
  await user.keyboard("z");
  await waitFor(() => expect(asked.mock.calls.some(([{ url }]) => url.endsWith("/undo"))).toBe(true));
  return user;
}
const answer = () => undone({ photo: 6, before: { ...NO_MARK, verdict: "rejected" }, after: NO_MARK });

it("an undo that takes its time leads back who waited for it", async () => {
  await openAndUndo();
  answer();
  expect(await screen.findByRole("img", { name: /^Photo 1 of 3/ })).toBeInTheDocument();
});

it("does not move who went on meanwhile", async () => {
  const user = await openAndUndo();
  await user.keyboard("{ArrowRight}");
  await screen.findByRole("img", { name: /^Photo 3 of 3/ });
  const saved = vi.fn();
  onSaved(saved);
  answer();
  await waitFor(() => expect(saved).toHaveBeenCalled());
  await act(async () => undefined);
  expect(screen.getByRole("img", { name: /^Photo 3 of 3/ })).toBeInTheDocument();
});
