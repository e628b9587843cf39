import { useLayoutEffect, useRef } from "react";
import type { Pictured } from "../../lib/prefetch";
import styles from "./LoupePage.module.css";
import { useInspection } from "./useInspection";

/** Marks over the photo where it is in focus. */
export function Peaking({ photo }: { photo: Pictured }) {
  const peaks = useInspection(photo, "peaks", true)?.peaks;
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (!peaks || !canvas.current) return;
    canvas.current.width = peaks.width;
    canvas.current.height = peaks.height;
    canvas.current.getContext("2d")?.drawImage(peaks, 0, 0);
  }, [peaks]);
  return peaks ? <canvas ref={canvas} className={styles.peaks} /> : null;
}
