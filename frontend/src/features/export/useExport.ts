/** An export: planned, run, watched, stopped. */
import { useMutation } from "@tanstack/react-query";
import { body, client, ServerProblem } from "../../api/client";
import { lookForRuns, runningOf, takeRun, useExports } from "../../lib/exports";
import { say } from "../../lib/toasts";
import { asked, type Form } from "./form";

const ANOTHER_RUNS = "urn:winnow:export-running";

export function usePlan(these: readonly number[] | null) {
  return useMutation({
    mutationFn: (form: Form) => body(client.POST("/api/v1/exports", { body: asked(form, these) })),
  });
}

/** The export that runs, whoever started it, else the one named; undefined if there is none. */
export function useRun(id: string | null) {
  const runs = useExports();
  const start = useMutation({
    mutationFn: (planned: string) =>
      body(client.POST("/api/v1/exports/{export}/run", { params: { path: { export: planned } } })),
    onSuccess: takeRun,
    onError: (problem) => isOfAnother(problem) && lookForRuns(),
  });
  const stop = useMutation({
    mutationFn: (running: string) =>
      body(client.DELETE("/api/v1/exports/{export}", { params: { path: { export: running } } })),
    onSuccess: takeRun,
    onError: (problem) => say({ text: problem.message, tone: "problem" }),
  });
  const run = runningOf(runs) ?? runs?.find((one) => one.id === id);
  const isStopping = run !== undefined && stop.variables === run.id && !stop.isError;
  const refused = isOfAnother(start.error) ? null : start.error; // the other one is shown instead
  return { run, start, refused, stop: stop.mutate, isStopping };
}

function isOfAnother(problem: Error | null): boolean {
  return problem instanceof ServerProblem && problem.type === ANOTHER_RUNS;
}
