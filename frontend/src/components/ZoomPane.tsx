import { useGesture } from "@use-gesture/react";
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { picture } from "../api/client";
import type { Photo } from "../api/types";
import { isReady, prefetch } from "../lib/prefetch";
import {
  type Extent,
  fitting,
  frameOf,
  pannedBy,
  type Spot,
  spotAt,
  toggledZoom,
  type Zoom,
  zoomedBy,
} from "../lib/zoom";
import styles from "./ZoomPane.module.css";

const PREVIEW_PX = 2048;
const WHEEL_PX_TO_DOUBLE = 300;

type Props = {
  photo: Pick<Photo, "id" | "version" | "width" | "height">;
  alt: string;
  /** How the picture lies; the pane tells of changes, the view keeps them: from frame to frame, for several panes. */
  zoom: Zoom;
  onZoom(zoom: Zoom): void;
  /** A swipe over a picture that is shown whole: 1 to the next, -1 to the one before. */
  onSwipe?: ((by: 1 | -1) => void) | undefined;
  className?: string | undefined;
  children?: ReactNode;
};

/**
 * A picture to look into: wheel and pinch zoom, dragging moves, a double click goes to 1:1 and back. What is at hand is
 * painted at once: the thumbnail, over it the preview, and from near the picture in full.
 */
export function ZoomPane({ photo, alt, zoom, onZoom, onSwipe, className, children }: Props) {
  const pane = useRef<HTMLDivElement>(null);
  const extent = useExtent(pane);
  const frame = frameOf(zoom, photo, extent);
  const base = frameOf({ ...zoom, long: null }, photo, extent);
  const style = {
    width: base.width,
    height: base.height,
    transform: `translate(${frame.left}px, ${frame.top}px) scale(${base.width > 0 ? frame.width / base.width : 1})`,
  };
  const wantsFull = zoom.long !== null && Math.max(frame.width, frame.height) * devicePixelRatio > PREVIEW_PX;
  const full = useDecoded(photo, wantsFull);
  useGestures(pane, { photo, zoom, onZoom, onSwipe });
  const layers = extent.width > 0 && (
    <>
      <Layer key={`t${photo.id}`} source={picture(photo, "thumbnail")} style={style} />
      <Preview key={`p${photo.id}${photo.version}`} photo={photo} alt={alt} style={style} />
      {full && <Layer key={`f${photo.id}`} source={picture(photo, "full")} style={style} />}
    </>
  );
  return (
    <div ref={pane} className={`${styles.pane} ${zoom.long === null ? "" : styles.near} ${className ?? ""}`}>
      {layers}
      {children}
    </div>
  );
}

type Style = { width: number; height: number; transform: string };

function Layer({ source, style }: { source: string; style: Style }) {
  return (
    <img className={styles.picture} src={source} alt="" style={style} draggable={false} decoding="sync" />
  );
}

function Preview({ photo, alt, style }: Pick<Props, "photo" | "alt"> & { style: Style }) {
  const [failed, setFailed] = useState(false);
  if (failed) return <p className={styles.gone}>This photo cannot be shown now.</p>;
  return (
    <img
      className={styles.picture}
      src={picture(photo, "preview")}
      alt={alt}
      style={style}
      draggable={false}
      decoding={isReady(photo) ? "sync" : "async"}
      onError={() => setFailed(true)}
    />
  );
}

/** Whether the photo in full is there to be painted; it is fetched once it is wanted. */
function useDecoded(photo: Props["photo"], wanted: boolean): boolean {
  const [decoded, setDecoded] = useState<string | null>(null);
  const { id, version } = photo;
  const source = picture({ id, version }, "full");
  useEffect(() => {
    if (!wanted) return;
    let left = false;
    prefetch({ id, version }, "full").then(
      () => left || setDecoded(source),
      () => undefined, // the preview stays
    );
    return () => {
      left = true;
    };
  }, [wanted, id, version, source]);
  return wanted && (decoded === source || isReady({ id, version }, "full"));
}

/** The size of an element, whenever it changes. */
function useExtent(element: { current: HTMLElement | null }): Extent {
  const [extent, setExtent] = useState<Extent>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const observed = element.current;
    if (observed === null) return;
    const measure = () => setExtent({ width: observed.clientWidth, height: observed.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(observed);
    return () => observer.disconnect();
  }, [element]);
  return extent;
}

function useGestures(
  pane: { current: HTMLDivElement | null },
  { photo, zoom, onZoom, onSwipe }: Pick<Props, "photo" | "zoom" | "onZoom" | "onSwipe">,
): void {
  const extent = (): Extent => ({
    width: pane.current?.clientWidth ?? 0,
    height: pane.current?.clientHeight ?? 0,
  });
  const inside = (x: number, y: number): Spot => {
    const corner = pane.current?.getBoundingClientRect();
    return { x: x - (corner?.left ?? 0), y: y - (corner?.top ?? 0) };
  };
  useGesture(
    {
      onDrag: ({ delta: [x, y], swipe: [swipe], pinching }) => {
        if (pinching) return;
        if (zoom.long !== null) onZoom(pannedBy(zoom, photo, extent(), { x, y }));
        else if (swipe !== 0) onSwipe?.(swipe < 0 ? 1 : -1);
      },
      onPinch: ({ origin: [x, y], offset: [scale] }) => {
        const now = zoom.long ?? fitting(photo, extent());
        const wanted = scale * fitting(photo, extent());
        onZoom(zoomedBy(zoom, wanted / now, photo, extent(), inside(x, y), devicePixelRatio));
      },
      onWheel: ({ event, delta: [, down] }) => {
        if (event.ctrlKey) return; // a pinch on a touch pad: told as one
        event.preventDefault();
        const factor = 2 ** (-down / WHEEL_PX_TO_DOUBLE);
        onZoom(
          zoomedBy(zoom, factor, photo, extent(), inside(event.clientX, event.clientY), devicePixelRatio),
        );
      },
      onDoubleClick: ({ event }) => {
        const at = inside(event.clientX, event.clientY);
        onZoom(toggledZoom(zoom, photo, devicePixelRatio, spotAt(zoom, photo, extent(), at)));
      },
    },
    {
      target: pane,
      eventOptions: { passive: false },
      drag: { filterTaps: true, pointer: { keys: false } },
      pinch: { from: () => [(zoom.long ?? fitting(photo, extent())) / fitting(photo, extent()), 0] },
    },
  );
}
