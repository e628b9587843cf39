import type { Columns, Filter } from "../../api/types";
import { rowAt } from "../../lib/columns";
import { markOf } from "../../lib/marks";

/** All that is listed but what was rejected, unless that is what is asked for. */
export function unrejected(columns: Columns, filter: Filter): number[] {
  if (filter.decision === "rejected") return [...columns.id];
  return columns.id.filter((_, place) => {
    const photo = rowAt(columns, place);
    return photo !== undefined && markOf(photo).verdict !== "rejected";
  });
}
