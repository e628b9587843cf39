/** The scan, as every view may know of it: as the server says it is, and as it says of its own accord. */
import { useQuery } from "@tanstack/react-query";
import { body, client } from "../api/client";
import type { LibraryView, Scan } from "../api/types";
import { queries } from "../app/session";
import { useServerEvent } from "./events";

const SCAN = ["scan"];

export function isRunning(scan: Pick<Scan, "state"> | undefined): boolean {
  return scan !== undefined && ["walking", "rating", "grouping"].includes(scan.state);
}

/** Whether groups are looked for that no scan asked for: photos were rated from the command line. */
export function isGroupingUnasked({ rated, grouped, scored }: LibraryView): boolean {
  return rated && !grouped && scored > 0;
}

/** The scan that runs, or the last one that did. */
export function useScanState(): Scan | undefined {
  useServerEvent("scan", takeScan);
  return useQuery({
    queryKey: SCAN,
    queryFn: ({ signal }) => body(client.GET("/api/v1/scan", { signal })),
  }).data;
}

/** Show a scan as an answer told it. */
export function takeScan(scan: Scan): void {
  queries.setQueryData(SCAN, scan);
}
