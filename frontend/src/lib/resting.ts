import { type MouseEvent, useEffect, useState } from "react";

/** A value once it has not changed for a while: what is asked of the server only where a person stops to look. */
export function useResting<T>(value: T, milliseconds: number): T {
  const [resting, setResting] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setResting(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return resting;
}

const STANDS_MS = 300;

/** What a press of a button does, if it is one that counts. */
export type Standing = (press: () => void) => (event: MouseEvent) => void;

/**
 * Has the hand press only what has stood for a moment: the second tap of two in haste would hit what has just come under
 * the finger. Keys are pressed on purpose.
 */
export function useStanding(shown: string): Standing {
  const stands = useResting(shown, STANDS_MS) === shown;
  return (press) => (event) => {
    if (stands || event.detail === 0) press();
  };
}

/** Whether something has been so for a while: a sign of what is mostly over at once would only flicker. */
export function useLasting(is: boolean, milliseconds: number): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!is) return;
    const timer = setTimeout(() => setLasts(true), milliseconds);
    return () => {
      clearTimeout(timer);
      setLasts(false);
    };
  }, [is, milliseconds]);
  return is && lasts;
}
