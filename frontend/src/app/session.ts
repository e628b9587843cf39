/** The one saver and the one query cache of this page, and how they know of each other. */
import { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { body, client, ServerProblem } from "../api/client";
import type { Done, NewDecision } from "../api/types";
import { forgetMarks, showChanges, showDecisions } from "../lib/marks";
import { createSaver, type SaverState, type Waiting } from "../lib/saver";
import { say } from "../lib/toasts";

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY, // the server says when something changed
      retry: (failures, problem) => failures < 3 && (!(problem instanceof ServerProblem) || problem.mayPass),
      refetchOnWindowFocus: false,
    },
  },
});

const savedListeners = new Set<(done: Done) => void>();

const saver = createSaver({
  send,
  onSaved(done, waiting) {
    showChanges(done.changes, unsaved());
    if (waiting.kind !== "decide") say({ text: done.text });
    for (const group of done.groups) queries.setQueryData(["group", group.id], group);
    savedListeners.forEach((listener) => {
      listener(done);
    });
  },
  onRefused(problem) {
    forgetMarks(unsaved());
    say({ text: problem.message, tone: "problem" });
    void refresh();
  },
  storage: localStorage,
  later: (callback, milliseconds) => setTimeout(callback, milliseconds),
});

showDecisions(unsaved()); // of a page that was closed before they were saved

/** Hear of every act that was saved: a view that shows groups takes over `done.groups`. */
export function onSaved(listener: (done: Done) => void): () => void {
  savedListeners.add(listener);
  return () => savedListeners.delete(listener);
}

/** Decide: shown at once, saved at once, one act, undone at once. */
export function decide(...decisions: NewDecision[]): void {
  showDecisions(decisions);
  saver.decide(decisions);
}

export const { undo, redo, retryNow } = saver;

/** How saving goes on. */
export function useSaving(): SaverState {
  return useSyncExternalStore(saver.subscribe, saver.state);
}

/** Fetch what is shown again, unless something waits to be saved: then what is shown is newer. */
export async function refresh(): Promise<void> {
  await queries.invalidateQueries();
  if (saver.waiting().length === 0) forgetMarks();
}

function unsaved(): NewDecision[] {
  return saver.waiting().flatMap((each) => (each.kind === "decide" ? each.decisions : []));
}

function send(waiting: Waiting): Promise<Done> {
  const { kind, key } = waiting;
  if (kind === "decide") {
    return body(client.POST("/api/v1/decisions", { body: { key, decisions: waiting.decisions } }));
  }
  return body(
    kind === "undo"
      ? client.POST("/api/v1/decisions/undo", { body: { key } })
      : client.POST("/api/v1/decisions/redo", { body: { key } }),
  );
}
