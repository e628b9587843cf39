/** Numbers and times as people read them. */

const WHOLE = new Intl.NumberFormat("en-GB");

/** 1,204 */
export function count(number: number): string {
  return WHOLE.format(number);
}

/** 1 photo, 1,204 photos */
export function photos(number: number): string {
  return `${count(number)} ${number === 1 ? "photo" : "photos"}`;
}

export function score(value: number | null): string {
  return value === null ? "–" : value.toFixed(1);
}

const UNITS = ["bytes", "kB", "MB", "GB", "TB"] as const;

/** 24.1 MB; a thousand bytes to the kilobyte, as cards and disks are sold. */
export function bytes(size: number): string {
  const power = size < 1000 ? 0 : Math.min(Math.floor(Math.log10(size) / 3), UNITS.length - 1);
  const number = size / 1000 ** power;
  return `${power > 0 && number < 100 ? number.toFixed(1) : WHOLE.format(Math.round(number))} ${UNITS[power]}`;
}

/** 1/250 s, 0.8 s, 30 s */
export function shutter(seconds: number): string {
  if (seconds >= 0.3) return `${Number(seconds.toFixed(1))} s`;
  return `1/${Math.round(1 / seconds)} s`;
}

const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

/** The time that the camera's clock showed: never moved to the browser's own time zone. */
export function moment(iso: string): string {
  const time = new Date(iso.slice(0, 19));
  return Number.isNaN(time.getTime()) ? iso : DAY.format(time);
}
