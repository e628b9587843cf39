import { describe, expect, it } from "vitest";
import {
  fitting,
  frameOf,
  jumpTo,
  magnification,
  oneToOne,
  pannedBy,
  spotAt,
  steppedZoom,
  toggledZoom,
  WHOLE,
  windowAt,
  type Zoom,
  zoomedBy,
} from "./zoom";

const photo = { width: 6000, height: 4000 };
const pane = { width: 900, height: 900 };

describe("the whole picture", () => {
  it("fits into its pane, in the middle", () => {
    expect(frameOf(WHOLE, photo, pane)).toEqual({ left: 0, top: 150, width: 900, height: 600 });
    expect(fitting({ width: 4000, height: 6000 }, pane)).toBe(900);
  });

  it("has the shape of most photos where its size is not known", () => {
    expect(frameOf(WHOLE, { width: 0, height: 0 }, pane)).toEqual({
      left: 0,
      top: 150,
      width: 900,
      height: 600,
    });
  });

  it("is not moved", () => {
    expect(pannedBy(WHOLE, photo, pane, { x: 50, y: 0 })).toBe(WHOLE);
  });
});

describe("1:1", () => {
  it("is one pixel of the screen for each of the picture", () => {
    expect(oneToOne(photo, 2)).toBe(3000);
    expect(frameOf(toggledZoom(WHOLE, photo, 2), photo, pane).width).toBe(3000);
  });

  it("shows the point that it was asked for, and comes back to it", () => {
    const near = toggledZoom(WHOLE, photo, 1, { x: 0.7, y: 0.3 });
    const middle = { x: 450, y: 450 };
    expect(spotAt(near, photo, pane, middle).x).toBeCloseTo(0.7);
    const again = toggledZoom(toggledZoom(near, photo, 1), photo, 1);
    expect(again).toEqual(near);
  });

  it("leaves no gap at the edges", () => {
    const frame = frameOf(toggledZoom(WHOLE, photo, 1, { x: 0, y: 1 }), photo, pane);
    expect(frame).toEqual({ left: 0, top: 900 - 4000, width: 6000, height: 4000 });
  });

  it("shows the same part of a resized copy", () => {
    const near = toggledZoom(WHOLE, photo, 1, { x: 0.4, y: 0.5 });
    expect(frameOf(near, { width: 1500, height: 1000 }, pane)).toEqual(frameOf(near, photo, pane));
  });
});

describe("a picture that is smaller than its pane", () => {
  const small = { width: 300, height: 200 };

  it("is enlarged where others are shown 1:1, never shrunk", () => {
    const near = toggledZoom(WHOLE, small, 1);
    expect(frameOf(near, small, pane).width).toBe(1800);
    const nearer = zoomedBy(near, 1.1, small, pane, { x: 450, y: 450 }, 1);
    expect(frameOf(nearer, small, pane).width).toBeCloseTo(1980);
  });

  it("is seen to be enlarged also where it just fits, and by the wheel bit by bit", () => {
    const fits = { width: 960, height: 640 };
    expect(frameOf(toggledZoom(WHOLE, fits, 1), fits, pane).width).toBe(1800);
    const turned = zoomedBy(WHOLE, 1.05, fits, pane, { x: 450, y: 450 }, 1);
    expect(frameOf(turned, fits, pane).width).toBeCloseTo(945);
  });
});

describe("zooming", () => {
  it("leaves what is under the pointer where it is", () => {
    let zoom = toggledZoom(WHOLE, photo, 1);
    for (const at of [
      { x: 300, y: 500 },
      { x: 700, y: 420 },
    ]) {
      const before = spotAt(zoom, photo, pane, at);
      zoom = zoomedBy(zoom, 1.4, photo, pane, at, 1);
      const after = spotAt(zoom, photo, pane, at);
      expect(after.x).toBeCloseTo(before.x);
      expect(after.y).toBeCloseTo(before.y);
    }
  });

  it("ends at the whole picture and at large pixels", () => {
    const at = { x: 450, y: 450 };
    expect(zoomedBy(toggledZoom(WHOLE, photo, 1), 0.001, photo, pane, at, 1).long).toBeNull();
    expect(zoomedBy(WHOLE, 1e6, photo, pane, at, 1).long).toBe(48_000);
  });
});

describe("the figure", () => {
  const figure = (zoom: Zoom, size = photo, ratio = 1) => magnification(zoom, size, pane, ratio);

  it("is of the picture's own pixels on those of the screen", () => {
    expect(figure(jumpTo(WHOLE, photo, 2), photo, 2)).toBe(1);
    expect(figure(WHOLE)).toBeCloseTo(0.15);
    expect(figure(jumpTo(WHOLE, { width: 300, height: 200 }, 1), { width: 300, height: 200 })).toBe(6);
  });

  it("is none where the picture's size is not known", () => {
    expect(figure(WHOLE, { width: 0, height: 0 })).toBeNull();
  });

  it("is round after each step, up to large pixels and down to the whole picture", () => {
    const figures: number[] = [];
    let zoom: Zoom = { ...WHOLE, x: 0.3 };
    for (let step = 0; step < 20; step += 1) {
      zoom = steppedZoom(zoom, 1, photo, pane, 1);
      figures.push(Math.round(100 * (figure(zoom) ?? 0)));
    }
    expect(figures.slice(0, 10)).toEqual([25, 33, 50, 67, 100, 150, 200, 300, 400, 600]);
    expect(figures.at(-1)).toBe(800);
    expect(zoom.x).toBeCloseTo(0.3);
    for (let step = 0; step < 12; step += 1) zoom = steppedZoom(zoom, -1, photo, pane, 1);
    expect(zoom.long).toBeNull();
  });
});

describe("panning", () => {
  it("moves the picture with the hand and stops at its edge", () => {
    const zoom = toggledZoom(WHOLE, photo, 1);
    const before = frameOf(zoom, photo, pane);
    expect(frameOf(pannedBy(zoom, photo, pane, { x: 100, y: -50 }), photo, pane)).toMatchObject({
      left: before.left + 100,
      top: before.top - 50,
    });
    const atEdge = pannedBy(zoom, photo, pane, { x: 1e5, y: 0 });
    expect(frameOf(atEdge, photo, pane).left).toBe(0);
    expect(frameOf(pannedBy(atEdge, photo, pane, { x: -10, y: 0 }), photo, pane).left).toBeCloseTo(-10);
  });
});

describe("a window onto a picture", () => {
  /** What CSS makes of a place for a square window of that side. */
  function inside(place: string, side: number): number {
    const figures = place.replaceAll(/([\d.]+)cq[wh]/g, (_, share) => String((Number(share) * side) / 100));
    return new Function("max", "min", `return ${figures.replaceAll("px", "")}`)(Math.max, Math.min) as number;
  }
  const at = (spot: { x: number; y: number }, size = photo) => windowAt(spot, size, 2000, 1);

  it("has the spot in the middle, a pixel of the preview on one of the screen's", () => {
    const { width, height, left, top } = at({ x: 0.5, y: 0.25 });
    expect([width, height]).toEqual(["2000px", "1333.33px"]);
    expect(inside(left, 200)).toBe(100 - 1000);
    expect(inside(top, 200)).toBeCloseTo(100 - 333.33, 1);
  });

  it("leaves no gap at the picture's edges", () => {
    const { left, top } = at({ x: 0, y: 1 });
    expect(inside(left, 200)).toBe(0);
    expect(inside(top, 200)).toBeCloseTo(200 - 1333.33, 1);
  });

  it("has a small picture enlarged, and in the middle where it still does not fill it", () => {
    const { width, height, left, top } = at({ x: 0.9, y: 0.1 }, { width: 100, height: 50 });
    expect([width, height]).toEqual(["480px", "240px"]);
    expect(inside(left, 400)).toBe(400 - 480);
    expect(inside(top, 400)).toBe((400 - 240) / 2);
  });
});
