import { act, renderHook } from "@testing-library/react";
import { useState } from "react";
import { expect, it } from "vitest";
import type { Zoom } from "../../lib/zoom";
import { useShifts } from "./useShifts";

const NEAR: Zoom = { long: 3000, x: 0.5, y: 0.5 };

function compared() {
  return renderHook(() => {
    const [zoom, setZoom] = useState(NEAR);
    return useShifts(zoom, setZoom);
  }).result;
}

const at = (x: number, y: number) => ({ long: 3000, x: expect.closeTo(x), y: expect.closeTo(y) });

it("moves all photos together, and one alone where that is asked for", () => {
  const panes = compared();
  act(() => panes.current.show(1, { ...NEAR, x: 0.6 }));
  expect([panes.current.zoomOf(1), panes.current.zoomOf(2)]).toEqual([at(0.6, 0.5), at(0.6, 0.5)]);
  act(() => panes.current.show(1, { ...NEAR, x: 0.7, y: 0.4 }, true));
  expect([panes.current.zoomOf(1), panes.current.zoomOf(2)]).toEqual([at(0.7, 0.4), at(0.6, 0.5)]);
});

it("keeps what a photo shows aside while all are moved, until they are aligned again", () => {
  const panes = compared();
  expect(panes.current.isShifted).toBe(false);
  act(() => panes.current.show(1, { ...NEAR, x: 0.6 }, true));
  act(() => panes.current.show(1, { ...NEAR, x: 0.3 }));
  expect([panes.current.zoomOf(1), panes.current.zoomOf(2)]).toEqual([at(0.3, 0.5), at(0.2, 0.5)]);
  act(() => panes.current.show(2, { ...NEAR, x: 0.4 }));
  expect(panes.current.zoomOf(1)).toEqual(at(0.5, 0.5));
  act(() => panes.current.align());
  expect(panes.current.zoomOf(1)).toEqual(panes.current.zoomOf(2));
});
