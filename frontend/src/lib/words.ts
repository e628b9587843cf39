/** Numbers as people read them. */

const NUMBER = new Intl.NumberFormat("en");

/** 12,345 */
export function number(value: number): string {
  return NUMBER.format(value);
}

/** 1 photo, 2,000 photos */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** 6.5, or a dash where there is none. */
export function score(value: number | null | undefined): string {
  return value === null || value === undefined ? "–" : value.toFixed(1);
}

const UNITS = ["bytes", "kB", "MB", "GB", "TB"];

/** 850 bytes, 1.2 MB, 34 GB: powers of 1,000, as disks are sold. */
export function bytes(value: number): string {
  let size = value;
  let unit = 0;
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && size < 9.95 ? 1 : 0;
  return `${size.toFixed(digits)} ${UNITS[unit]}`;
}

/** 40 s, 3 min, 2 h 5 min. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}
