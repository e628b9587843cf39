import { act, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { takeRun } from "../lib/exports";
import { exportRun, server } from "../test/server";
import { openView } from "../test/view";
import { Shell } from "./Shell";

const open = (address: string) => openView(address, "*", () => <Shell>{null}</Shell>);
const sign = () => screen.queryByRole("link", { name: /^Exporting/ });

it("leads to the export that runs, from wherever one is, until it is over", async () => {
  server.exports = [exportRun("mine")];
  const user = open("/grid");
  await waitFor(() => expect(sign()).toHaveAccessibleName("Exporting 190 of 383 files"));
  await user.click(sign() as HTMLElement);
  expect(location.pathname + location.search).toBe("/export?run=mine");
  expect(sign()).toBeNull(); // the page itself shows it
  await user.click(screen.getByRole("link", { name: "Grid" }));
  expect(sign()).toBeVisible();
  act(() => takeRun(exportRun("mine", { state: "finished" })));
  await waitFor(() => expect(sign()).toBeNull());
});
