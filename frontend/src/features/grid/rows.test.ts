import { describe, expect, it } from "vitest";
import { cellsOf, rowOf, rowsOf, shapeOf, vertical } from "./rows";

/** Shapes as photos have them, the same ones every time. */
function shapes(count: number): number[] {
  const usual = [1.5, 1.5, 0.667, 1.333, 1.778, 1, 0.75, 1.5, 3.2];
  return Array.from({ length: count }, (_, index) => usual[(index * 7 + (index >> 3)) % usual.length] ?? 1);
}

describe("rows", () => {
  const aspects = shapes(1000);
  const rows = rowsOf(aspects, 1200, 200, 4);

  it("have every photo once, in order", () => {
    const drawn = Array.from({ length: rows.count }, (_, row) => cellsOf(rows, row, aspects)).flat();
    expect(drawn.map((cell) => cell.index)).toEqual(aspects.map((_, index) => index));
  });

  it("are as wide as the grid, but for the last", () => {
    for (let row = 0; row < rows.count - 1; row += 1) {
      const last = cellsOf(rows, row, aspects).at(-1);
      expect((last?.left ?? 0) + (last?.width ?? 0)).toBeCloseTo(1200, 1);
    }
  });

  it("are about as tall as is wanted", () => {
    for (const tall of rows.height) {
      expect(tall).toBeGreaterThan(200 / 1.6);
      expect(tall).toBeLessThan(200 * 1.6);
    }
  });

  it("stand under one another, a gap apart", () => {
    for (let row = 1; row <= rows.count; row += 1) {
      const below = (rows.top[row - 1] ?? 0) + (rows.height[row - 1] ?? 0) + (row < rows.count ? 4 : 0);
      expect(rows.top[row]).toBeCloseTo(below, 2);
    }
  });

  it("do not stretch a last photo over the whole width", () => {
    expect(rowsOf([1.5], 1200, 200, 4).height[0]).toBe(200);
  });

  it("give a panorama a row of its own where it is too wide for the height", () => {
    const narrow = rowsOf([1.5, 6, 1.5], 390, 160, 4);
    expect([...narrow.first]).toEqual([0, 1, 2, 3]);
    expect(narrow.height[1]).toBeCloseTo(65);
  });

  it("are none without photos", () => {
    const none = rowsOf([], 1200, 200, 4);
    expect(none.count).toBe(0);
    expect(none.top[0]).toBe(0);
  });

  it("take a photo of unknown shape for a square", () => {
    expect(shapeOf(0)).toBe(1);
    expect(shapeOf(Number.NaN)).toBe(1);
  });
});

describe("a photo's place", () => {
  const aspects = shapes(300);
  const rows = rowsOf(aspects, 900, 180, 4);

  it("is in the row that has it", () => {
    for (let row = 0; row < rows.count; row += 1) {
      for (const { index } of cellsOf(rows, row, aspects)) expect(rowOf(rows, index)).toBe(row);
    }
  });

  it("leads down to what stands below it", () => {
    const squares = rowsOf(new Array(12).fill(1), 412, 100, 4); // four to a row
    expect(vertical(squares, new Array(12).fill(1), 1, 1)).toBe(5);
    expect(vertical(squares, new Array(12).fill(1), 9, -1)).toBe(5);
    expect(vertical(squares, new Array(12).fill(1), 9, 1)).toBe(9);
    expect(vertical(squares, new Array(12).fill(1), 2, 99)).toBe(10);
  });
});
