import { max } from "d3-array";
import { scaleLinear } from "d3-scale";
import type { Pictured } from "../../lib/prefetch";
import type { Tones } from "./inspect";
import styles from "./ToneHistogram.module.css";
import { useInspection } from "./useInspection";

const CHANNELS = ["red", "green", "blue"] as const;
const BRIGHTEST = 255;
const HEIGHT = 80;
/** Less than this share is a lamp or a glint. */
const WORTH_TELLING = 0.001;

/** The photo's tones by channel, and how much of it is clipped. Its place is kept while it is measured. */
export function ToneHistogram({ photo }: { photo: Pictured }) {
  const tones = useInspection(photo, "tones", true)?.tones;
  const outline = tones && outlineOf(tones);
  return (
    <figure className={styles.histogram} aria-label="Tones">
      <svg viewBox={`0 0 ${BRIGHTEST} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {outline &&
          CHANNELS.map((channel) => (
            <path key={channel} className={styles[channel]} d={outline(tones[channel])} />
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
    <span>
      {name}
      <span className={much ? styles.much : styles.none}>{clippedInWords(share)}</span>
    </span>
  );
}

/** 8.9 % clipped, of a share of 0.089. */
export function clippedInWords(share: number | undefined): string {
  if (share === undefined) return "…";
  return share >= WORTH_TELLING ? `${(share * 100).toFixed(1)} % clipped` : "not clipped";
}

/** The area under a channel's bins. The scale leaves both ends out: a burnt sky does not press all else flat. */
export function outlineOf(tones: Pick<Tones, (typeof CHANNELS)[number]>) {
  const most = max(CHANNELS, (channel) => max(tones[channel].subarray(2, BRIGHTEST - 1)));
  const y = scaleLinear([0, Math.max(most ?? 0, 1)], [HEIGHT, 2]).clamp(true);
  return (bins: Uint32Array): string => {
    const points = Array.from(bins, (pixels, bin) => `L${bin},${Number(y(pixels).toFixed(1))}`);
    return `M0,${HEIGHT}${points.join("")}L${BRIGHTEST},${HEIGHT}Z`;
  };
}
