/** Which photo was looked at last, and in which list: where L, and going back to the grid, lead. */
export type Place = { photo: number; search: string };

let last: Place | undefined;

export function lastPlace(): Place | undefined {
  return last;
}

export function sawPhoto(photo: number, search: string): void {
  last = { photo, search };
}
