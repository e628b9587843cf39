/** What a scan is doing, as it is told. */
import type { Scan } from "../../api/types";
import { count, duration, number, score } from "../../lib/words";

const ENOUGH_TO_FORETELL = 20;

/** How far it is, 0 to 1; null while that cannot be said. */
export function share(scan: Scan): number | null {
  return scan.state === "rating" && scan.to_do > 0 ? scan.done / scan.to_do : null;
}

/** What happens now, or how it ended; empty before the first scan. */
export function headline(scan: Scan): string {
  switch (scan.state) {
    case "walking":
      return "Looking for photos";
    case "rating":
      return `Rating ${number(scan.done)} of ${count(scan.to_do, "photo")}`;
    case "grouping":
      return "Looking for moments";
    case "finished":
      return came(scan) + went(scan);
    case "stopped":
      return `Stopped after ${count(scan.done - scan.failed, "photo")}. What was rated is kept`;
    case "failed":
      return "The scan could not go on";
    default:
      return "";
  }
}

function came({ done, failed, seconds }: Scan): string {
  return done === 0
    ? "Nothing new was found"
    : `Rated ${count(done - failed, "photo")} in ${duration(seconds)}`;
}

function went({ missing }: Scan): string {
  return missing === 0 ? "" : `; ${count(missing, "photo")} ${missing === 1 ? "is" : "are"} gone`;
}

/** Further facts of a scan that runs, or ended; `moments` are those that there are so far. */
export function facts(scan: Scan, moments: number): string[] {
  const said: string[] = [];
  if (scan.state === "grouping") said.push(`${count(moments, "moment")} so far`);
  if (scan.state === "rating" && typeof scan.median === "number") {
    said.push(`median score ${score(scan.median)} so far`); // of these alone: afterwards the page tells that of all
  }
  if (scan.failed > 0) said.push(`${number(scan.failed)} could not be rated`);
  const left = secondsLeft(scan);
  if (left !== null) said.push(`about ${duration(left)} left`);
  return said;
}

/** How long it will take at the pace so far; null before there is one. */
export function secondsLeft(scan: Scan): number | null {
  if (scan.state !== "rating" || scan.done < ENOUGH_TO_FORETELL || scan.done >= scan.to_do) return null;
  return (scan.seconds / scan.done) * (scan.to_do - scan.done);
}
