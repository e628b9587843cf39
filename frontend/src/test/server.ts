/** The server as views meet it: it has photos and groups, hears decisions, and knows what they do to groups. */
import type { Columns, Group, NewDecision, NewDecisions, Scan } from "../api/types";
import { columns, detail, NOTHING_DONE } from "./photos";

const NO_SCAN: Scan = { state: "idle", done: 0, to_do: 0, failed: 0, seconds: 0, message: "", unread: [] };

export const server = {
  /** It cannot be reached. */
  away: false,
  scan: NO_SCAN,
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
  Object.assign(server, { away: false, scan: NO_SCAN, list, groups, heard: [], before: [], undone: [] });
}

/** What was decided, as far as it is of photos. */
export function said() {
  return server.heard.map((act) => act.map(({ verb, photos, others }) => [verb, photos, others]));
}

/** Stands for `fetch`. */
export async function answer(request: Request): Promise<Response> {
  if (server.away) throw new TypeError("Failed to fetch");
  const { pathname, searchParams } = new URL(request.url);
  const [first = "", id] = pathname.replace("/api/v1/", "").split("/");
  if (id === "undo") return stepped(server.before, server.undone);
  if (id === "redo") return stepped(server.undone, server.before);
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
