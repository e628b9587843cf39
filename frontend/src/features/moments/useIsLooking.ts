import { useLibrary } from "../../api/queries";
import { isGroupingUnasked, isRunning, useScanState } from "../../lib/scan";

/** Whether moments may yet come, or grow: a scan goes on, or groups are looked for since no scan has done so. */
export function useIsLooking(): boolean {
  const scan = useScanState();
  const library = useLibrary().data;
  return isRunning(scan) || (library !== undefined && isGroupingUnasked(library));
}
