/** What a camera wrote, as photographers read it. */
import type { PhotoDetail } from "../api/types";

/** 1/250 s, 0.8 s, 30 s */
export function shutter(seconds: number): string {
  if (seconds >= 0.3) return `${Number(seconds.toFixed(1))} s`;
  return `1/${Math.round(1 / seconds)} s`;
}

/** 1/250 s, f/2.8, ISO 400: as far as it is known. */
export function exposureOf({ shutter_seconds, aperture_f, iso }: PhotoDetail["shot"]): string[] {
  return [
    shutter_seconds == null ? null : shutter(shutter_seconds),
    aperture_f == null ? null : `f/${Number(aperture_f.toFixed(1))}`,
    iso == null ? null : `ISO ${iso}`,
  ].filter((part) => part !== null);
}

const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

/** The time that the camera's clock showed: never moved to the browser's own time zone. */
export function moment(iso: string): string {
  const time = new Date(iso.slice(0, 19));
  return Number.isNaN(time.getTime()) ? iso : DAY.format(time);
}
