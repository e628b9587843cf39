/** What the views ask the server for, each under the key by which it is kept. */
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { body, client } from "./client";
import type { Filter, GroupFilter } from "./types";

export function useLibrary() {
  return useQuery({
    queryKey: ["library"],
    queryFn: ({ signal }) => body(client.GET("/api/v1/library", { signal })),
  });
}

export function columnsQuery(filter: Filter) {
  return {
    queryKey: ["columns", filter],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      body(client.GET("/api/v1/columns", { params: { query: filter }, signal })),
  };
}

/** Every photo of a list, as columns. */
export function useColumns(filter: Filter, enabled = true) {
  return useQuery({
    ...columnsQuery(filter),
    placeholderData: keepPreviousData,
    enabled,
    structuralSharing: false, // comparing 100,000 rows takes longer than drawing what is seen of them
  });
}

export function photoQuery(id: number) {
  return {
    queryKey: ["photo", id],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      body(client.GET("/api/v1/photos/{photo}", { params: { path: { photo: id } }, signal })),
  };
}

export function usePhoto(id: number | undefined) {
  return useQuery({ ...photoQuery(id ?? 0), enabled: id !== undefined });
}

/** What the photos are called that could not be rated, and why, by id; of the first thousand. */
export function useFailures(enabled: boolean) {
  return useQuery({
    queryKey: ["failures", "by id"],
    queryFn: async ({ signal }) => {
      const told = await body(client.GET("/api/v1/failures", { params: { query: { limit: 1000 } }, signal }));
      return new Map(told.failures.map((failure) => [failure.id, failure]));
    },
    enabled,
  });
}

export function useGroups(filter: GroupFilter) {
  return useInfiniteQuery({
    queryKey: ["groups", filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      body(
        client.GET("/api/v1/groups", {
          params: { query: { ...filter, ...(pageParam ? { after: pageParam } : {}) } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export function useGroup(id: string | undefined) {
  return useQuery({
    queryKey: ["group", id],
    queryFn: ({ signal }) =>
      body(client.GET("/api/v1/groups/{group}", { params: { path: { group: id ?? "" } }, signal })),
    enabled: id !== undefined,
  });
}
