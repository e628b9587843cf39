import { act, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { takeRun } from "../../lib/exports";
import { exportRun, server } from "../../test/server";
import { openView } from "../../test/view";
import { ExportPage } from "./ExportPage";

const open = (address = "/export") => openView(address, "/export", ExportPage);
const run = () => screen.findByLabelText("Export");
const begin = () => screen.getByTitle(/^Export \(/);

it("shows the export that runs, whoever started it, and still shows it once it is over", async () => {
  server.exports = [exportRun("theirs")];
  open();
  expect(await run()).toHaveTextContent("190 of 383");
  expect(screen.getByText("Stop")).toBeEnabled();
  await waitFor(() => expect(location.search).toBe("?run=theirs"));
  act(() => takeRun(exportRun("theirs", { state: "finished", message: "383 files copied." })));
  expect(await run()).toHaveTextContent("Done383 files copied.");
});

it("goes on showing it where another choice is made meanwhile", async () => {
  server.exports = [exportRun("theirs")];
  const user = open();
  await run();
  await user.click(screen.getByLabelText(/^Rejected/));
  expect(await run()).toHaveTextContent("190 of 383");
  await waitFor(() => expect(location.search).toBe("?verdict=rejected&run=theirs"));
});

it("lays out another one meanwhile, which can begin once that is over", async () => {
  server.exports = [exportRun("theirs")];
  const user = open("/export?to=%2Fbest");
  await run();
  await user.click(screen.getByText("See what it would do"));
  expect(await screen.findByText(/can begin once it is over/)).toBeInTheDocument();
  expect(begin()).toBeDisabled();
  server.exports = [exportRun("theirs", { state: "finished" })];
  act(() => server.exports.forEach(takeRun));
  await user.click(begin());
  await waitFor(() => expect(location.search).toContain("run=next"));
});

it("leads, where another one runs already, to that", async () => {
  const user = open("/export?to=%2Fbest");
  await user.click(screen.getByText("See what it would do"));
  server.exports = [exportRun("theirs")];
  await user.click(await screen.findByTitle(/^Export \(/));
  expect(await run()).toHaveTextContent("190 of 383");
  expect(begin()).toBeDisabled();
});

it("has ended where it was heard that it has, though an answer from before that comes later", async () => {
  server.exports = [exportRun("mine")];
  const user = open("/export?run=mine");
  await run();
  const stopping = user.click(screen.getByText("Stop")); // answered with a run that goes on
  act(() => takeRun(exportRun("mine", { state: "stopped", done: 268 })));
  await stopping;
  expect(await run()).toHaveTextContent("Stopped");
});
