/** Exports that run or ran, as every view may know of them: as the server lists them, and as it tells of its own accord. */
import { type QueryKey, useQuery } from "@tanstack/react-query";
import { body, client } from "../api/client";
import type { ExportRun } from "../api/types";
import { queries } from "../app/session";

const RUNS: QueryKey = ["exports"];

type Runs = readonly ExportRun[];

/** Those that the server knows, what was planned last first; undefined until it said so. */
export function useExports(): Runs | undefined {
  return useQuery({
    queryKey: RUNS,
    queryFn: async ({ signal }) => (await body(client.GET("/api/v1/exports", { signal }))).runs as Runs,
    structuralSharing: (known, listed) => listedBeside((known ?? []) as Runs, listed as Runs),
    refetchOnMount: "always", // what was told while nobody looked is of one alone
  }).data;
}

/** The one that runs. */
export function runningOf(runs: Runs | undefined): ExportRun | undefined {
  return runs?.find((run) => run.state === "running");
}

/** Take in a run, as an answer or an event told it. */
export function takeRun(told: ExportRun): void {
  queries.setQueryData<Runs>(RUNS, (known = []) => {
    const before = known.find((run) => run.id === told.id);
    if (before === undefined) return [told, ...known];
    return known.map((run) => (run === before ? later(run, told) : run));
  });
}

/** Ask anew which there are: one runs that is not known here. */
export function lookForRuns(): void {
  void queries.invalidateQueries({ queryKey: RUNS });
}

/** A list that came, and of what it is too old to know: what is over stays over, and is not lost. */
function listedBeside(known: Runs, listed: Runs): Runs {
  const isListed = new Set(listed.map((run) => run.id));
  const over = known.filter((run) => isOver(run) && !isListed.has(run.id));
  const before = new Map(known.map((run) => [run.id, run]));
  return [...over, ...listed.map((run) => later(before.get(run.id) ?? run, run))];
}

/** Answers and events overtake each other: of two, one that is over is the later, whichever came last. */
function later(known: ExportRun, told: ExportRun): ExportRun {
  return isOver(known) ? known : told;
}

function isOver({ state }: ExportRun): boolean {
  return state !== "planned" && state !== "running";
}
