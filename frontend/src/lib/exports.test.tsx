import { QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { queries } from "../app/session";
import { exportRun, server } from "../test/server";
import { lookForRuns, takeRun, useExports } from "./exports";

afterEach(() => queries.clear());

const Page = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={queries}>{children}</QueryClientProvider>
);

async function runs() {
  const { result } = renderHook(useExports, { wrapper: Page });
  await waitFor(() => expect(result.current).toBeDefined());
  return () => result.current?.map((run) => [run.id, run.state, run.done]);
}

const over = exportRun("a", { state: "finished", done: 383 });

describe("an export that is over", () => {
  it("is over, whatever answer comes later", async () => {
    const known = await runs();
    act(() => takeRun(over));
    act(() => takeRun(exportRun("a")));
    await waitFor(() => expect(known()).toEqual([["a", "finished", 383]]));
  });

  it("is so where a list comes later that was made before, with it under way or without it", async () => {
    const known = await runs();
    for (const old of [[exportRun("a")], []]) {
      act(() => takeRun(over));
      server.exports = [...old, exportRun("b", { done: old.length })];
      act(lookForRuns);
      await waitFor(() => expect(known()).toContainEqual(["b", "running", old.length]));
      expect(known()).toContainEqual(["a", "finished", 383]);
    }
  });
});

it("forgets an export that a server ran which is there no more", async () => {
  server.exports = [exportRun("a")];
  const known = await runs();
  expect(known()).toEqual([["a", "running", 190]]);
  server.exports = [];
  act(lookForRuns);
  await waitFor(() => expect(known()).toEqual([]));
});
