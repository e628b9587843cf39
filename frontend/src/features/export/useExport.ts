/** An export: planned, run, watched, stopped. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { body, client } from "../../api/client";
import type { ExportRun } from "../../api/types";
import { useServerEvent } from "../../lib/events";
import { say } from "../../lib/toasts";
import { asked, type Form } from "./form";

export function usePlan(these: readonly number[] | null) {
  return useMutation({
    mutationFn: (form: Form) => body(client.POST("/api/v1/exports", { body: asked(form, these) })),
  });
}

const keyOf = (id: string) => ["export", id];

/** The run of a plan; undefined until it was started. */
export function useRun(id: string | null) {
  const queries = useQueryClient();
  const take = useCallback((run: ExportRun) => queries.setQueryData(keyOf(run.id), run), [queries]);
  useServerEvent("export", take);
  const run = useQuery({
    queryKey: keyOf(id ?? ""),
    enabled: id !== null,
    queryFn: ({ signal }) =>
      body(client.GET("/api/v1/exports/{export}", { params: { path: { export: id ?? "" } }, signal })),
  });
  const onError = (problem: Error) => say({ text: problem.message, tone: "problem" });
  const start = useMutation({
    mutationFn: (planned: string) =>
      body(client.POST("/api/v1/exports/{export}/run", { params: { path: { export: planned } } })),
    onSuccess: take,
  });
  const stop = useMutation({
    mutationFn: (running: string) =>
      body(client.DELETE("/api/v1/exports/{export}", { params: { path: { export: running } } })),
    onSuccess: take,
    onError,
  });
  return { run: id === null ? undefined : run.data, isGone: run.isError, start, stop: stop.mutate };
}
