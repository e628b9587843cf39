/** The one saver and the one query cache of this page, and how they know of each other. */
import { type Query, QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { body, client, ServerProblem } from "../api/client";
import type { Done, Filter, NewDecision } from "../api/types";
import { stepInWords } from "../lib/acts";
import { dependsOnDecisions } from "../lib/filters";
import { forgetMarks, showChanges, showDecisions } from "../lib/marks";
import { createSaver, type SaverState, type Waiting } from "../lib/saver";
import { LIBRARY } from "../lib/tabMemory";
import { forgetAct, say } from "../lib/toasts";

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY, // the server says when something changed
      retry: (failures, problem) => failures < 3 && (!(problem instanceof ServerProblem) || problem.mayPass),
      refetchOnWindowFocus: false,
      networkMode: "always", // the server is on this machine, whatever the browser thinks of its network
    },
    mutations: { networkMode: "always" },
  },
});

/** `follow`: whether to show what an undo or redo did: the person asked for it here, and did nothing since. */
type SavedListener = (done: Done, kind: Waiting["kind"], follow: boolean) => void;

const savedListeners = new Set<SavedListener>();

/** The library's states that our own acts led to: what the server tells of them is shown already. */
const ours: string[] = [];
const MOST_OURS = 100;

/** Where the person asked for the last undo or redo, or where the one before led them. */
let askedAt = "";

const saver = createSaver({
  send,
  onSaved(done, waiting) {
    showChanges(done.changes, unsaved());
    if (waiting.kind !== "decide") say({ text: stepInWords(done, waiting.kind), about: "act" });
    ours.push(done.revision);
    ours.splice(0, ours.length - MOST_OURS);
    for (const group of done.groups) queries.setQueryData(["group", group.id], group);
    const follow = location.pathname === askedAt && unsaved().length === 0;
    savedListeners.forEach((listener) => {
      listener(done, waiting.kind, follow);
    });
    if (follow) askedAt = location.pathname;
    growOld();
  },
  onRefused(problem) {
    forgetMarks(unsaved());
    say({ text: problem.message, tone: "problem" });
    void refresh();
  },
  storage: localStorage,
  library: LIBRARY,
  later: (callback, milliseconds) => setTimeout(callback, milliseconds),
});

showDecisions(unsaved()); // of a page that was closed before they were saved

/** Hear of every act that was saved: a view that shows groups takes over `done.groups`. */
export function onSaved(listener: SavedListener): () => void {
  savedListeners.add(listener);
  return () => savedListeners.delete(listener);
}

/** Decide: shown at once, saved at once, one act, undone at once. */
export function decide(...decisions: NewDecision[]): void {
  forgetAct();
  showDecisions(decisions);
  saver.decide(decisions);
}

/** Take back what was decided last. */
export function undo(): void {
  forgetAct();
  askedAt = location.pathname;
  saver.undo();
}

/** Decide again what was taken back last. */
export function redo(): void {
  forgetAct();
  askedAt = location.pathname;
  saver.redo();
}

/** The person went on, which the address does not tell: what they asked for before leads them nowhere. */
export function wentOn(): void {
  askedAt = "";
}

/** Say what was just decided, with its undo: until something else is decided or taken back. */
export function sayDone(text: string): void {
  say({ text, about: "act", action: { label: "Undo", run: undo } });
}

export const { retryNow } = saver;

/** How saving goes on. */
export function useSaving(): SaverState {
  return useSyncExternalStore(saver.subscribe, saver.state);
}

/** What is being taken back or decided again, until the server has answered. */
export function useStep(): "undo" | "redo" | null {
  return useSyncExternalStore(saver.subscribe, stepUnderWay);
}

function stepUnderWay(): "undo" | "redo" | null {
  const steps = saver.waiting().flatMap(({ kind }) => (kind === "decide" ? [] : [kind]));
  return steps.at(-1) ?? null;
}

/** Fetch what is shown again, unless something waits to be saved: then what is shown is newer. */
export async function refresh(): Promise<void> {
  queries.removeQueries({ type: "inactive" }); // they have the old marks, and nothing that lies over them any more
  await queries.invalidateQueries();
  if (saver.waiting().length === 0) forgetMarks();
}

const OTHERS_PAUSE_MS = 400;
let told: readonly string[] = [];

/**
 * The library has this revision: fetch what is shown again, once, unless it is of it or it was us who changed it. What
 * does not say of which it is is asked for in any case: where it is the same, the answer is short.
 */
export function libraryChanged(revision: string): void {
  if (told.length === 0) setTimeout(look, OTHERS_PAUSE_MS); // the answer to our own act may come after the news of it
  told = [...told, revision];
}

function look(): void {
  if (saver.waiting().length > 0 || isFirstFetching()) {
    setTimeout(look, OTHERS_PAUSE_MS);
    return;
  }
  const news = told.filter((revision) => !ours.includes(revision));
  told = [];
  if (news.every(isOf)) {
    if (news.length > 0) void queries.invalidateQueries({ predicate: (query) => !saysRevision(query) });
    return;
  }
  forgetAct(); // its undo would take back what somebody else decided since
  void refresh();
}

/** Whether what is shown is of this revision, as far as answers say of which they are. */
function isOf(revision: string): boolean {
  const shown = queries.getQueriesData<{ revision: string }>({ predicate: saysRevision });
  return shown.length > 0 && shown.every(([, data]) => data?.revision === revision);
}

/** What is on its way for the first time is not fetched anew, although it may be of an earlier revision. */
function isFirstFetching(): boolean {
  return queries.isFetching({ predicate: (query) => query.state.data === undefined }) > 0;
}

function saysRevision({ queryKey: [name] }: Pick<Query, "queryKey">): boolean {
  return name === "library" || name === "columns";
}

/** After an act of ours: counts are fetched again at once, other things when they are shown the next time. */
function growOld(): void {
  void queries.invalidateQueries({ queryKey: ["library"] });
  void queries.invalidateQueries({
    refetchType: "none",
    predicate: ({ queryKey: [name, filter] }) =>
      name !== "columns" || dependsOnDecisions((filter ?? {}) as Filter),
  });
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
