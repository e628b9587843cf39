/** What the server tells of its own accord: a scan goes on, photos were scored, something changed, an export goes on. */
import { useEffect } from "react";
import type { ExportRun, Scan } from "../api/types";
import { joinLine } from "./line";

export type ServerEvents = {
  scan: Scan;
  photos: { ids: number[] };
  library: { revision: string };
  export: ExportRun;
};

type Listener<K extends keyof ServerEvents> = (told: ServerEvents[K]) => void;

const NAMES = ["scan", "photos", "library", "export"] as const;
const listeners: { [K in keyof ServerEvents]: Set<Listener<K>> } = {
  scan: new Set(),
  photos: new Set(),
  library: new Set(),
  export: new Set(),
};

/** The revision that a page is told of which may have missed something: it is none that it knows. */
const UNKNOWN = "";

/** Listen for as long as the component is shown. */
export function useServerEvent<K extends keyof ServerEvents>(name: K, listener: Listener<K>): void {
  useEffect(() => {
    listeners[name].add(listener);
    return () => {
      listeners[name].delete(listener);
    };
  }, [name, listener]);
}

/** Hear of what happens, over the one connection that the tabs of this browser share. */
export function connectToServer(): () => void {
  return joinLine({
    names: NAMES,
    heard: (name, data) => tell(name as keyof ServerEvents, JSON.parse(data)),
    missed: () => tell("library", { revision: UNKNOWN }),
    connect: () => new EventSource("/api/v1/events"),
    locks: navigator.locks,
    channel: "BroadcastChannel" in window ? () => new BroadcastChannel("winnow.events") : undefined,
  });
}

function tell<K extends keyof ServerEvents>(name: K, told: ServerEvents[K]): void {
  for (const listener of listeners[name]) listener(told);
}
