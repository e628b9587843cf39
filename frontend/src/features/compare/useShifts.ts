import { useState } from "react";
import type { Spot, Zoom } from "../../lib/zoom";

const NO_SHIFT: Spot = { x: 0, y: 0 };

/**
 * One zoom for all photos that are compared, and what each shows aside from it: of frames that do not cover one another
 * the same thing is looked at in different places.
 */
export function useShifts(zoom: Zoom, setZoom: (zoom: Zoom) => void) {
  const [shifts, setShifts] = useState<ReadonlyMap<number, Spot>>(new Map());
  const shiftOf = (photo: number) => shifts.get(photo) ?? NO_SHIFT;
  return {
    /** How a photo lies in its pane. */
    zoomOf(photo: number): Zoom {
      const { x, y } = shiftOf(photo);
      return { ...zoom, x: zoom.x + x, y: zoom.y + y };
    },
    /** A pane was moved or zoomed: with all others, or `alone`. */
    show(photo: number, { x, y, ...next }: Zoom, alone = false): void {
      const shift = shiftOf(photo);
      if (alone) setShifts(new Map(shifts).set(photo, { x: x - zoom.x, y: y - zoom.y }));
      else setZoom({ ...next, x: x - shift.x, y: y - shift.y });
    },
    isShifted: shifts.size > 0,
    /** All show the same place again. */
    align: () => setShifts(new Map()),
  };
}
