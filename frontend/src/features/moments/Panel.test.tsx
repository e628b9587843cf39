import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { group } from "../../test/photos";
import { said, serve } from "../../test/server";
import { openView } from "../../test/view";
import { MomentsPage } from "./MomentsPage";
import { forgetMoments } from "./useMoments";

beforeEach(async () => {
  serve({
    groups: [
      group("burst-a", [1, 2, 3, 4]),
      group("burst-b", [5, 6]),
      group("bracket-c", [7, 8], { kind: "bracket" }),
    ],
  });
  openView("/moments", "/moments/:group?", MomentsPage);
  await screen.findByRole("heading", { level: 2, name: "Burst of 4" });
});

afterEach(forgetMoments);

const title = () => screen.getByRole("heading", { level: 2 }).textContent;
const press = (name: RegExp, detail: number) =>
  fireEvent.click(screen.getByRole("button", { name }), { detail });
const byKey = (name: RegExp) => press(name, 0);
const tap = (name: RegExp) => press(name, 1);

describe("a second tap in haste", () => {
  it("decides nothing of the moment that comes next, once that stands it does", async () => {
    byKey(/Enter$/);
    tap(/Enter$/);
    tap(/^Keep all/);
    tap(/^Reject X/);
    expect(title()).toBe("Burst of 2");
    await waitFor(() => {
      tap(/Enter$/);
      expect(title()).toBe("Bracket of 2 exposures");
    });
    await waitFor(() =>
      expect(said()).toEqual([
        [
          ["keep", [1], []],
          ["reject", [2, 3, 4], []],
        ],
        [
          ["keep", [5], []],
          ["reject", [6], []],
        ],
      ]),
    );
  });

  it("splits off no other photo", () => {
    byKey(/^Split off/);
    tap(/^Split off/);
    expect(title()).toBe("Burst of 3");
  });

  it("joins no other moment", () => {
    byKey(/^Join/);
    for (const beside of document.querySelectorAll("aside img")) fireEvent.load(beside);
    tap(/^Join/);
    expect(title()).toBe("Burst of 6");
  });
});

it("a key presses at once what has just come", () => {
  byKey(/Enter$/);
  byKey(/Enter$/);
  expect(title()).toBe("Bracket of 2 exposures");
});
