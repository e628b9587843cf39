import { useEffect, useState } from "react";
import { picture } from "../../api/client";
import type { Pictured } from "../../lib/prefetch";
import type { Answer, Asked } from "./inspect.worker";

/** Measured only where a person stops to look. */
const PAUSE_MS = 120;

let worker: Worker | undefined;
let tickets = 0;
const waiting = new Map<number, (answer: Answer) => void>();

function ask(address: string, what: Asked["what"]): Promise<Answer> {
  worker ??= started();
  tickets += 1;
  const asked: Asked = { ticket: tickets, address, what };
  worker.postMessage(asked);
  return new Promise((resolve) => waiting.set(asked.ticket, resolve));
}

function started(): Worker {
  const made = new Worker(new URL("./inspect.worker.ts", import.meta.url), { type: "module" });
  made.onmessage = ({ data }: MessageEvent<Answer>) => {
    waiting.get(data.ticket)?.(data);
    waiting.delete(data.ticket);
  };
  return made;
}

/** What a worker measures of a photo's preview; null until it has. */
export function useInspection(photo: Pictured, what: Asked["what"], wanted: boolean): Answer | null {
  const address = picture(photo, "preview");
  const [found, setFound] = useState<{ address: string; answer: Answer } | null>(null);
  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    const timer = setTimeout(async () => {
      const answer = await ask(address, what);
      if (!gone) setFound({ address, answer });
    }, PAUSE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [address, what, wanted]);
  return wanted && found?.address === address ? found.answer : null;
}
