import { useLayoutEffect, useRef } from "react";
import type { Pictured } from "../../lib/prefetch";
import styles from "./LoupePage.module.css";
import { clippedInWords } from "./ToneHistogram";
import { useInspection } from "./useInspection";

/** What is marked over a photo: where it is in focus, or where it is clipped. */
export type Marked = "peaks" | "clips";

/** Marks over the photo. */
export function Marks({ photo, what }: { photo: Pictured; what: Marked }) {
  const marks = useInspection(photo, what, true)?.marks;
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (!marks || !canvas.current) return;
    canvas.current.width = marks.width;
    canvas.current.height = marks.height;
    canvas.current.getContext("2d")?.drawImage(marks, 0, 0);
  }, [marks]);
  return marks ? <canvas ref={canvas} className={styles.drawn} /> : null;
}

/** What the marks of clipping mean, and how much there is of it: also where nothing is marked. */
export function ClippingLegend({ photo }: { photo: Pictured }) {
  const tones = useInspection(photo, "tones", true)?.tones;
  return (
    <dl className={styles.legend}>
      <dt className={styles.blown}>Highlights</dt>
      <dd>{clippedInWords(tones?.highlights)}</dd>
      <dt className={styles.blocked}>Shadows</dt>
      <dd>{clippedInWords(tones?.shadows)}</dd>
    </dl>
  );
}
