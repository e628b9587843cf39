import { useEffect, useState } from "react";
import { lookForServer, useReach } from "./reach";
import { saw } from "./sight";

/**
 * How a picture fares: it is shown, or on its way; the server is away, and it will be asked for again; it cannot be
 * shown; or which of both it is, is not known yet.
 */
export type Fate = "shown" | "away" | "bad" | "unknown";

export type Fetched = {
  fate: Fate;
  /** Another number is another try: the key of the image. */
  attempt: number;
  /** The image is there. */
  came(): void;
  /** The image could not be had. */
  failed(): void;
};

type Trouble = { address: string; fate: Fate; attempt: number; failures: number };

/** Before each further try while the server is there: it may have been away for a moment, or have too much to do. */
const PAUSES_MS = [0, 1_000, 3_000];

/** A picture that the browser fetches: where the server was away, it is asked for again once it is back. */
export function usePicture(address: string): Fetched {
  const { away } = useReach();
  const [last, setTrouble] = useState<Trouble>({ address, fate: "shown", attempt: 0, failures: 0 });
  const now = last.address === address ? last : { address, fate: "shown" as const, attempt: 0, failures: 0 };
  useEffect(() => {
    if (away === null && last.fate === "away") setTrouble(again(last, 0));
  }, [away, last]);
  useEffect(() => {
    if (last.fate === "bad") saw(last.address);
  }, [last]);
  return {
    fate: now.fate,
    attempt: now.attempt,
    came: () => saw(address),
    failed(): void {
      const tried: Trouble = { ...now, fate: "unknown", failures: now.failures + 1 };
      setTrouble(tried);
      void lookForServer().then((away) => {
        const judge = () => setTrouble((each) => (each === tried ? judged(tried, away !== null) : each));
        const pause = away === null ? PAUSES_MS[tried.failures - 1] : 0;
        if (pause) setTimeout(judge, pause);
        else judge();
      });
    },
  };
}

function judged(tried: Trouble, isAway: boolean): Trouble {
  if (isAway) return { ...tried, fate: "away" };
  return tried.failures > PAUSES_MS.length ? { ...tried, fate: "bad" } : again(tried, tried.failures);
}

function again(trouble: Trouble, failures: number): Trouble {
  return { ...trouble, fate: "shown", attempt: trouble.attempt + 1, failures };
}
