/** The list of moments: fetched page by page as one goes, kept in its order over what is decided meanwhile. */
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useSyncExternalStore } from "react";
import { body, client } from "../../api/client";
import { useGroups } from "../../api/queries";
import type { Done } from "../../api/types";
import { onSaved, queries } from "../../app/session";
import { absorb, broughtBack, holderOf, type List, take } from "./list";
import { countFilterOf, filterOf, type Wish } from "./wish";

const FETCH_BEFORE_END = 20;
const COUNT = "moments-count";

/** A list as it is shown, and the groups in it that stay although the server may list them no longer. */
type Kept = { list: List; decidedHere: ReadonlySet<string> };

const NOTHING: Kept = { list: [], decidedHere: new Set() };
const kept = new Map<string, Kept>(); // by wish: coming back from the loupe finds the list as it was
const listeners = new Set<() => void>();

function keep(key: string, next: Kept): void {
  kept.set(key, next);
  for (const listener of listeners) listener();
}

/** Forget the lists as they were shown. */
export function forgetMoments(): void {
  kept.clear();
}

export type Moments = {
  list: List;
  /** All there are, and those of which something was decided; null until it is known. */
  total: number | null;
  decided: number;
  pending: boolean;
  error: Error | null;
  hasMore: boolean;
  retry(): void;
  /** Show another list at once; groups that `touched` names stay in it, decided or not. */
  show(change: (list: List) => List, touched: readonly string[]): void;
  /** Be told that this group is shown now: the next page is fetched in good time. */
  reach(group: string): void;
};

export function useMoments(
  wish: Wish,
  shown: string | undefined,
  onBack: (group: string, photo?: number) => void,
): Moments {
  const key = `${wish.state} ${wish.kind} ${wish.sort}`;
  const pages = useGroups(useMemo(() => filterOf(wish), [wish]));
  const counts = useCounts(wish);
  const now = useSyncExternalStore(subscribe, () => kept.get(key) ?? NOTHING);

  useEffect(() => {
    if (pages.data === undefined) return;
    const { list, decidedHere } = kept.get(key) ?? NOTHING;
    const fetched = pages.data.pages.flatMap((page) => page.groups);
    keep(key, { list: absorb(list, fetched, decidedHere), decidedHere });
  }, [pages.data, key]);

  useEffect(() => {
    function saved(done: Done, kind: string, follow: boolean): void {
      const before = kept.get(key) ?? NOTHING;
      const taken = take(before.list, done.groups);
      const { list, back } =
        kind === "decide" ? { list: taken, back: undefined } : broughtBack(taken, done.groups, shown);
      const decidedHere = new Set([...before.decidedHere, ...done.groups.map((group) => group.id)]);
      keep(key, { list, decidedHere });
      void queries.invalidateQueries({ queryKey: [COUNT] });
      const [changed, another] = done.changes;
      const photo =
        back && changed && !another && holderOf([back], changed.photo) ? changed.photo : undefined;
      if (follow && back && (back.id !== shown || photo !== undefined)) onBack(back.id, photo);
    }
    return onSaved(saved);
  }, [key, shown, onBack]);

  const show = useCallback<Moments["show"]>(
    (change, touched) => {
      const { list, decidedHere } = kept.get(key) ?? NOTHING;
      keep(key, { list: change(list), decidedHere: new Set([...decidedHere, ...touched]) });
    },
    [key],
  );
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const reach = useCallback(
    (group: string) => {
      const place = now.list.findIndex((each) => each.id === group);
      if (now.list.length - place <= FETCH_BEFORE_END && hasNextPage && !isFetchingNextPage)
        void fetchNextPage();
    },
    [now.list, hasNextPage, isFetchingNextPage, fetchNextPage],
  );
  return {
    list: now.list,
    total: counts.data?.total ?? null,
    decided: counts.data ? counts.data.total - counts.data.waiting : 0,
    pending: pages.isPending || (now === NOTHING && pages.data !== undefined),
    error: now.list.length === 0 ? pages.error : null,
    hasMore: pages.hasNextPage,
    retry: () => void pages.refetch(),
    show,
    reach,
  };
}

function useCounts(wish: Wish) {
  const filter = countFilterOf(wish);
  return useQuery({
    queryKey: [COUNT, filter],
    queryFn: ({ signal }) => body(client.GET("/api/v1/groups", { params: { query: filter }, signal })),
  });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
