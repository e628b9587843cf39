/** The server as views meet it: it has photos and groups, hears decisions, and knows what they do to groups. */
import type { Columns, ExportPlan, ExportRun, Group, NewDecision, NewDecisions, Scan } from "../api/types";
import { columns, detail, NOTHING_DONE } from "./photos";

export const NO_SCAN: Scan = {
  state: "idle",
  done: 0,
  to_do: 0,
  failed: 0,
  missing: 0,
  seconds: 0,
  message: "",
  unread: [],
};

export const server = {
  /** It cannot be reached. */
  away: false,
  /** What an undo or redo waits for. */
  busy: Promise.resolve(),
  /** What answers wait for, by path. */
  late: new Map<string, Promise<void>>(),
  scan: NO_SCAN,
  exports: [] as ExportRun[],
  list: columns([]),
  groups: [] as Group[],
  /** The decisions of each act. */
  heard: [] as (readonly NewDecision[])[],
  /** Groups before each act, and those that undone acts had made. */
  before: [] as Step[],
  undone: [] as Step[],
};

/** Groups as they were, and the photos that the act speaks of. */
type Step = { groups: Group[]; touched: ReadonlySet<number> };

/** The page is another one: of photos as this list has them, and these groups. */
export function serve({ list = columns([]), groups = [] }: { list?: Columns; groups?: Group[] } = {}): void {
  Object.assign(server, {
    away: false,
    busy: Promise.resolve(),
    late: new Map(),
    scan: NO_SCAN,
    exports: [],
    list,
    groups,
    heard: [],
    before: [],
    undone: [],
  });
}

/** What was decided, as far as it is of photos. */
export function said() {
  return server.heard.map((act) => act.map(({ verb, photos, others }) => [verb, photos, others]));
}

/** Stands for `fetch`. */
export async function answer(request: Request): Promise<Response> {
  if (server.away) throw new TypeError("Failed to fetch");
  const { pathname, searchParams } = new URL(request.url);
  const path = pathname.replace("/api/v1/", "");
  await server.late.get(path);
  const [first = "", id] = path.split("/");
  if (id === "undo" || id === "redo") await server.busy;
  if (id === "undo") return stepped(server.before, server.undone);
  if (id === "redo") return stepped(server.undone, server.before);
  if (first === "exports") return exported(request.method, id);
  if (request.method === "POST") return decided(((await request.json()) as NewDecisions).decisions);
  if (first === "photos" && id) return told(detail(Number(id)));
  if (first === "scan") return told(server.scan);
  if (first === "columns") return told(server.list);
  if (first === "library") return told({ signals: [] });
  if (first === "groups" && !id) return told(listed(searchParams.get("state")));
  return told({ title: "There is nothing here." }, 404);
}

function told(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
}

/** What is planned is called `next`, and runs unless another one does; one that is to stop goes on for a while. */
function exported(method: string, id: string | undefined): Response {
  if (method === "GET") return told({ runs: server.exports });
  if (id === undefined) return told(PLANNED, 201);
  if (method === "POST") {
    const refusal = { type: "urn:winnow:export-running", title: "Another export is running." };
    if (server.exports.some((run) => run.state === "running")) return told(refusal, 409);
    server.exports = [exportRun(id), ...server.exports];
  }
  return told(
    server.exports.find((run) => run.id === id),
    202,
  );
}

const PLANNED: ExportPlan = {
  id: "next",
  photos: 2,
  files: 2,
  bytes: 9,
  targets: [],
  steps: [],
  warnings: [],
  problem: "",
};

/** An export under way, but for what is said of it. */
export function exportRun(id: string, more: Partial<ExportRun> = {}): ExportRun {
  const midway = { what: "files", done: 190, total: 383, made: [], left: [], message: "", undo: "" };
  return { id, state: "running", ...midway, ...more };
}

function listed(state: string | null) {
  const waiting = server.groups.filter((group) => group.waiting);
  const groups = state === "waiting" ? waiting : server.groups;
  return { groups, total: groups.length, waiting: waiting.length, next: null };
}

function decided(decisions: readonly NewDecision[]): Response {
  server.heard.push(decisions);
  const touched = new Set(decisions.flatMap((each) => each.photos));
  const isTouched = holdsAny(touched);
  server.before.push({ groups: server.groups, touched });
  server.undone = [];
  const groups = server.groups.filter(isTouched).flatMap((group) => after(group, decisions));
  server.groups = [...groups, ...server.groups.filter((group) => !isTouched(group))];
  return told({ ...NOTHING_DONE, groups });
}

/** Groups are as they were before, or after, the act at the end of `from`. */
function stepped(from: Step[], to: Step[]): Response {
  const step = from.pop();
  if (step === undefined) return told({ title: "There is no decision to take back." }, 409);
  to.push({ ...step, groups: server.groups });
  server.groups = step.groups;
  return told({ ...NOTHING_DONE, groups: server.groups.filter(holdsAny(step.touched)) });
}

function holdsAny(photos: ReadonlySet<number>): (group: Group) => boolean {
  return (group) => group.members.some((photo) => photos.has(photo.id));
}

/** What decisions make of a group; nothing where one photo is left of it. */
function after(group: Group, decisions: readonly NewDecision[]): Group[] {
  const keeper = decisions.find((each) => each.verb === "keeper");
  const apart = decisions.find((each) => each.verb === "apart")?.photos ?? [];
  const members = group.members.filter((photo) => !apart.includes(photo.id));
  const leavesOpen = decisions.every(
    ({ verb }) => verb === "apart" || verb === "reject" || verb === "unmark",
  );
  const chosen = keeper?.photos ?? group.chosen;
  return members.length < 2 ? [] : [{ ...group, members, chosen, waiting: leavesOpen }];
}
