/** The scan: as the server says it is, and as it says of its own accord while it goes on. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { body, client } from "../../api/client";
import type { Photo, Scan } from "../../api/types";
import { useServerEvent } from "../../lib/events";
import { say } from "../../lib/toasts";

const SCAN = ["scan"];
const MOST_SHOWN = 24;
const MOST_AT_ONCE = 8; // on a fast machine more are scored than anybody can look at

export function useScan() {
  const queries = useQueryClient();
  const take = useCallback((scan: Scan) => queries.setQueryData(SCAN, scan), [queries]);
  useServerEvent("scan", take);
  const asked = useQuery({
    queryKey: SCAN,
    queryFn: ({ signal }) => body(client.GET("/api/v1/scan", { signal })),
  });
  const told = { onSuccess: take, onError: tell };
  const start = useMutation({
    mutationFn: (retryFailed: boolean) =>
      body(client.POST("/api/v1/scan", { body: { retry_failed: retryFailed } })),
    ...told,
  });
  const stop = useMutation({ mutationFn: () => body(client.DELETE("/api/v1/scan")), ...told });
  return {
    scan: asked.data,
    start: (retryFailed = false) => start.mutate(retryFailed),
    stop: () => stop.mutate(),
    isAsking: start.isPending || stop.isPending,
  };
}

/** The photos that were scored last, the newest first, while the page is open. */
export function useFreshPhotos(): readonly Photo[] {
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  useServerEvent(
    "photos",
    useCallback(({ ids }: { ids: number[] }) => {
      void Promise.allSettled(ids.slice(-MOST_AT_ONCE).map(fetched)).then((answers) => {
        const fresh = answers.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
        setPhotos((shown) => newestFirst(shown, fresh));
      });
    }, []),
  );
  return photos;
}

function newestFirst(shown: readonly Photo[], fresh: readonly Photo[]): readonly Photo[] {
  const ids = new Set(fresh.map((photo) => photo.id));
  return [...fresh.toReversed(), ...shown.filter((photo) => !ids.has(photo.id))].slice(0, MOST_SHOWN);
}

function fetched(id: number): Promise<Photo> {
  return body(client.GET("/api/v1/photos/{photo}", { params: { path: { photo: id } } }));
}

function tell(problem: Error): void {
  say({ text: problem.message, tone: "problem" });
}
