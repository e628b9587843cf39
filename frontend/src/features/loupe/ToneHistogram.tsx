import type { Pictured } from "../../lib/prefetch";
import type { Tones } from "./inspect";
import styles from "./ToneHistogram.module.css";
import { useInspection } from "./useInspection";

const HEIGHT = 80;
/** Less than this share is a lamp or a glint. */
const WORTH_TELLING = 0.001;

/** The photo's tones by channel, and how much of it is clipped. Its place is kept while it is measured. */
export function ToneHistogram({ photo }: { photo: Pictured }) {
  const tones = useInspection(photo, "tones", true)?.tones;
  return (
    <figure className={styles.histogram} aria-label="Tones">
      <svg viewBox={`0 0 256 ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {tones &&
          (["red", "green", "blue"] as const).map((channel) => (
            <path key={channel} className={styles[channel]} d={outline(tones[channel], mostOf(tones))} />
          ))}
      </svg>
      <figcaption className={styles.clipped}>
        <Clipped name="Shadows" share={tones?.shadows} />
        <Clipped name="Highlights" share={tones?.highlights} />
      </figcaption>
    </figure>
  );
}

function Clipped({ name, share }: { name: string; share: number | undefined }) {
  const much = share !== undefined && share >= WORTH_TELLING;
  return (
    <span className={much ? styles.much : undefined}>
      {much
        ? `▲ ${name} clipped ${(share * 100).toFixed(1)} %`
        : `${name} ${share === undefined ? "…" : "whole"}`}
    </span>
  );
}

/** The tallest bin that is no clipped end: a burnt sky does not press all else flat. */
function mostOf({ red, green, blue }: Tones): number {
  let most = 1;
  for (const channel of [red, green, blue]) {
    for (let bin = 2; bin < 254; bin += 1) most = Math.max(most, channel[bin] ?? 0);
  }
  return most;
}

function outline(bins: Uint32Array, most: number): string {
  const points = Array.from(bins, (count, bin) => {
    const tall = Math.min(1, count / most) * (HEIGHT - 2);
    return `L${bin} ${(HEIGHT - tall).toFixed(1)}`;
  });
  return `M0 ${HEIGHT}${points.join("")}L255 ${HEIGHT}Z`;
}
