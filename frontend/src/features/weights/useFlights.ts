/** Elements of a list that move to their new places, rather than jump there: first, last, invert, play. */
import { type RefObject, useLayoutEffect, useRef } from "react";
import { flights, type Spot } from "./moves";

const MILLISECONDS = 380;

/**
 * Play the children of `list` from where they were to where they are, whenever `order` changes.
 *
 * A child names its photo by `data-photo`. One that still moves goes on from where it is seen; a new one fades in.
 */
export function useFlights(list: RefObject<HTMLElement | null>, order: readonly number[]): void {
  const before = useRef<ReadonlyMap<number, Spot>>(new Map());
  const shown = order.join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew for each order
  useLayoutEffect(() => {
    const children = photosOf(list.current);
    const after = new Map([...children].map(([id, child]) => [id, placeOf(child)]));
    if (before.current.size > 0 && !matchMedia("(prefers-reduced-motion: reduce)").matches) {
      const seen = new Map([...before.current].map(([id, spot]) => [id, seenAt(children.get(id), spot)]));
      const moved = flights(seen, after);
      for (const [id, child] of children) play(child, moved.get(id), before.current.has(id));
    }
    before.current = after;
  }, [list, shown]);
}

function photosOf(list: HTMLElement | null): ReadonlyMap<number, HTMLElement> {
  const children = [...(list?.children ?? [])].filter((child) => child instanceof HTMLElement);
  return new Map(children.map((child) => [Number(child.dataset.photo), child]));
}

function placeOf(child: HTMLElement): Spot {
  return { left: child.offsetLeft, top: child.offsetTop };
}

/** Where an element that was at `spot`, and may be on its way, is seen. */
function seenAt(child: HTMLElement | undefined, spot: Spot): Spot {
  if (child === undefined || child.getAnimations().length === 0) return spot;
  const { m41, m42 } = new DOMMatrix(getComputedStyle(child).transform);
  return { left: spot.left + m41, top: spot.top + m42 };
}

function play(child: HTMLElement, offset: Spot | undefined, wasThere: boolean): void {
  if (offset === undefined && wasThere) return;
  for (const animation of child.getAnimations()) animation.cancel();
  const from = offset ? { transform: `translate(${offset.left}px, ${offset.top}px)` } : { opacity: 0 };
  child.animate([from, {}], { duration: MILLISECONDS, easing: "cubic-bezier(0.2, 0.7, 0.2, 1)" });
}
