/** The scan to be started and stopped, and the photos that it has just scored. */
import { useMutation } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { body, client } from "../../api/client";
import type { Photo } from "../../api/types";
import { useServerEvent } from "../../lib/events";
import { takeScan, useScanState } from "../../lib/scan";
import { say } from "../../lib/toasts";
import { MOST_SHOWN, placed, type Wall } from "./wall";

const MOST_AT_ONCE = 8; // on a fast machine more are scored than anybody can look at

export function useScan() {
  const scan = useScanState();
  const told = { onSuccess: takeScan, onError: tell };
  const start = useMutation({
    mutationFn: (retryFailed: boolean) =>
      body(client.POST("/api/v1/scan", { body: { retry_failed: retryFailed } })),
    ...told,
  });
  const stop = useMutation({ mutationFn: () => body(client.DELETE("/api/v1/scan")), ...told });
  return {
    scan,
    start: (retryFailed = false) => start.mutate(retryFailed),
    stop: () => stop.mutate(),
    isAsking: start.isPending || stop.isPending,
  };
}

/** The photos that were scored last, each where it stays until its place is needed again. */
export function useFreshPhotos(): Wall {
  const [wall, setWall] = useState<Wall>({ photos: [], next: 0 });
  useServerEvent(
    "photos",
    useCallback(({ ids }: { ids: number[] }) => {
      void Promise.allSettled(ids.slice(-MOST_AT_ONCE).map(fetched)).then((answers) => {
        const fresh = answers.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
        setWall((shown) => placed(shown, fresh, MOST_SHOWN));
      });
    }, []),
  );
  return wall;
}

function fetched(id: number): Promise<Photo> {
  return body(client.GET("/api/v1/photos/{photo}", { params: { path: { photo: id } } }));
}

function tell(problem: Error): void {
  say({ text: problem.message, tone: "problem" });
}
