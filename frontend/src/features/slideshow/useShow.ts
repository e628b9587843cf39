/**
 * How a show goes on.
 *
 *     a place is wanted → its picture is fetched and decoded → it is shown, the one before fades → the next are fetched
 *                                                            → after a while the next place is wanted
 */
import { useCallback, useEffect, useState } from "react";
import { photoQuery } from "../../api/queries";
import { queries } from "../../app/session";
import { prefetch } from "../../lib/prefetch";
import { around, type Slide, sizeFor, wrap } from "./playlist";

const SECONDS_PER_PHOTO = 5;

/** A slide that is on the screen; `failed` where there is no picture of it. */
export type Shown = { place: number; turn: number; failed: boolean };

export type Show = {
  shown: Shown | null;
  /** The place that is on the screen, or on its way there. */
  wanted: number;
  /** The one before, on its way out. */
  leaving: Shown | null;
  /** Whether another one is on its way. */
  coming: boolean;
  playing: boolean;
  /** Whether the last step was asked for: who presses a key does not want to wait. */
  stepped: boolean;
  go(by: number): void;
  to(place: number): void;
  pause(): void;
  gone(): void;
};

/** The size of pictures that this screen deserves. */
export function screenSize(): "preview" | "full" {
  return sizeFor(Math.ceil(Math.max(screen.width, screen.height) * devicePixelRatio));
}

export function useShow(slides: readonly Slide[]): Show {
  const [wanted, setWanted] = useState({ place: 0, turn: 0, stepped: false });
  const [[shown, leaving], setShown] = useState<[Shown | null, Shown | null]>([null, null]);
  const [playing, setPlaying] = useState(true);
  const number = slides.length;

  useEffect(() => {
    let isPast = false;
    const show = (failed: boolean) => {
      if (!isPast) setShown(([before]) => [{ place: wanted.place, turn: wanted.turn, failed }, before]);
    };
    const slide = slides[wanted.place];
    if (slide === undefined) return;
    prefetch(slide, screenSize()).then(
      () => show(false),
      () => show(true),
    );
    return () => {
      isPast = true; // somebody went on while it was loading
    };
  }, [wanted, slides]);

  useEffect(() => {
    if (shown === null) return;
    for (const place of around(shown.place, number)) {
      const slide = slides[place];
      if (slide === undefined) continue;
      prefetch(slide, screenSize()).catch(() => undefined); // said when it is its turn
      void queries.prefetchQuery(photoQuery(slide.id));
    }
  }, [shown, slides, number]);

  const step = useCallback(
    (by: number, stepped: boolean) =>
      setWanted((now) => ({ place: wrap(now.place + by, number), turn: now.turn + 1, stepped })),
    [number],
  );
  const coming = shown?.turn !== wanted.turn;
  useTurns(playing && number > 1 && !coming, wanted.turn, () => step(1, false));

  return {
    shown,
    leaving,
    coming,
    playing,
    stepped: wanted.stepped,
    wanted: wanted.place,
    go: useCallback((by) => step(by, true), [step]),
    to: useCallback((place) => setWanted(({ turn }) => ({ place, turn: turn + 1, stepped: true })), []),
    pause: useCallback(() => setPlaying((now) => !now), []),
    gone: useCallback(() => setShown(([now]) => [now, null]), []),
  };
}

/** Calls back when a slide was shown long enough; nobody looks at a hidden page, so there it waits. */
function useTurns(running: boolean, turn: number, next: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a turn begins anew with `turn` alone
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => document.hidden || next(), SECONDS_PER_PHOTO * 1000);
    return () => clearInterval(timer);
  }, [running, turn]);
}
