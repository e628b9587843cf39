/** What the server tells of its own accord: a scan goes on, photos were scored, something changed, an export goes on. */
import { useEffect } from "react";
import type { ExportRun, Scan } from "../api/types";

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

/** Listen for as long as the component is shown. */
export function useServerEvent<K extends keyof ServerEvents>(name: K, listener: Listener<K>): void {
  useEffect(() => {
    listeners[name].add(listener);
    return () => {
      listeners[name].delete(listener);
    };
  }, [name, listener]);
}

/** Connect; the browser connects again by itself when the connection is lost. */
export function connectToServer(): () => void {
  const source = new EventSource("/api/v1/events");
  for (const name of NAMES) source.addEventListener(name, (event) => tell(name, event));
  return () => source.close();
}

function tell<K extends keyof ServerEvents>(name: K, event: MessageEvent<string>): void {
  const told = JSON.parse(event.data) as ServerEvents[K];
  for (const listener of listeners[name]) listener(told);
}
