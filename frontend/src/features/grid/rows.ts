/**
 * Justified rows: photos in their own shapes, every row as wide as the grid.
 *
 * One pass over the shapes, into typed arrays: 100,000 photos are laid out in a few milliseconds, whenever the window is
 * resized.
 */

export type Rows = {
  count: number;
  /** The first photo of each row; one more entry: how many photos there are. */
  first: Uint32Array;
  /** Where each row begins, in pixels; one more entry: how tall the grid is. */
  top: Float64Array;
  height: Float32Array;
  width: number;
  gap: number;
};

/** A panorama is not drawn thinner, nor a scan of a receipt narrower, than this. */
const WIDEST = 6;
const NARROWEST = 0.3;

export function shapeOf(aspect: number): number {
  return aspect > 0 ? Math.min(WIDEST, Math.max(NARROWEST, aspect)) : 1;
}

/** Rows as near to the target height as the shapes allow. */
export function rowsOf(aspects: ArrayLike<number>, width: number, target: number, gap: number): Rows {
  const total = aspects.length;
  const first = new Uint32Array(total + 1);
  const top = new Float64Array(total + 1);
  const height = new Float32Array(total);
  let count = 0;
  let y = 0;
  let start = 0;
  let sum = 0;
  function close(end: number, tall: number): void {
    first[count] = start;
    top[count] = y;
    height[count] = tall;
    y += tall + gap;
    count += 1;
    start = end;
  }
  for (let index = 0; index < total; index += 1) {
    const shape = shapeOf(aspects[index] ?? 1);
    const before = sum > 0 ? (width - gap * (index - start - 1)) / sum : Number.POSITIVE_INFINITY;
    const tall = (width - gap * (index - start)) / (sum + shape);
    if (tall > target) {
      sum += shape;
    } else if (before / target < target / tall) {
      close(index, before);
      sum = shape;
      if (width / shape <= target) {
        close(index + 1, width / shape);
        sum = 0;
      }
    } else {
      close(index + 1, tall);
      sum = 0;
    }
  }
  if (start < total) close(total, Math.min(target, (width - gap * (total - start - 1)) / sum));
  first[count] = total;
  top[count] = Math.max(0, y - gap);
  return {
    count,
    first: first.subarray(0, count + 1),
    top: top.subarray(0, count + 1),
    height: height.subarray(0, count),
    width,
    gap,
  };
}

/** The row that a photo stands in. */
export function rowOf(rows: Rows, index: number): number {
  let low = 0;
  let high = rows.count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((rows.first[middle] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

export type Cell = { index: number; left: number; width: number };

/** The photos of a row, from left to right. */
export function cellsOf(rows: Rows, row: number, aspects: ArrayLike<number>): Cell[] {
  const cells: Cell[] = [];
  const tall = rows.height[row] ?? 0;
  let left = 0;
  for (let index = rows.first[row] ?? 0; index < (rows.first[row + 1] ?? 0); index += 1) {
    const width = shapeOf(aspects[index] ?? 1) * tall;
    cells.push({ index, left, width });
    left += width + rows.gap;
  }
  return cells;
}

/** The photo that stands nearest below (by 1, or more rows) or above (by -1) another; itself at the last row. */
export function vertical(rows: Rows, aspects: ArrayLike<number>, index: number, by: number): number {
  const row = rowOf(rows, index);
  const to = Math.min(rows.count - 1, Math.max(0, row + by));
  if (to === row) return index;
  const here = cellsOf(rows, row, aspects).find((cell) => cell.index === index);
  if (!here) return index;
  const middle = here.left + here.width / 2;
  let nearest = index;
  let least = Number.POSITIVE_INFINITY;
  for (const cell of cellsOf(rows, to, aspects)) {
    const away = Math.abs(cell.left + cell.width / 2 - middle);
    if (away < least) [nearest, least] = [cell.index, away];
  }
  return nearest;
}
