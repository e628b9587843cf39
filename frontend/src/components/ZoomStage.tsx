import { useGesture } from "@use-gesture/react";
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { picture } from "../api/client";
import type { Photo } from "../api/types";
import { useKeys } from "../lib/keys";
import { isReady, PREVIEW_LONG_SIDE_PX, prefetch } from "../lib/prefetch";
import { type Away, useReach } from "../lib/reach";
import { usePicture } from "../lib/usePicture";
import {
  type Extent,
  frameOf,
  magnification,
  pannedBy,
  type Spot,
  spotAt,
  steppedZoom,
  toggledZoom,
  type Zoom,
  zoomedBy,
} from "../lib/zoom";
import styles from "./ZoomStage.module.css";

const SWIPE_PX = 56;
const DOUBLE_TAP_MS = 320;
const WHEEL_PX_TO_DOUBLE = 300;

/** With why there is no picture of it, if there is none. */
export type Shown = Pick<Photo, "id" | "version" | "width" | "height" | "failure">;

/** `alone`: of several stages beside one another only this one is meant. */
type OnZoom = (zoom: Zoom, alone?: boolean) => void;

type Props = {
  photo: Shown;
  alt: string;
  /** The caller's, so that it can be kept from photo to photo and shared by several stages. */
  zoom: Zoom;
  onZoom: OnZoom;
  /** A finger swept over the whole picture: 1 to the next photo, -1 to the one before. */
  onSwipe?: ((by: 1 | -1) => void) | undefined;
  /** Whether keys mean this stage: of several beside one another one has them. */
  hasKeys?: boolean;
  /** Lies over the picture and moves with it. */
  overlay?: ReactNode;
};

/**
 * One photo to look into: wheel and pinch enlarge, dragging moves, a click or double tap goes to 1:1 and back.
 *
 * The thumbnail stands in until the preview is there; the full size is fetched where the preview has too few pixels.
 */
export function ZoomStage({ photo, alt, zoom, onZoom, onSwipe, hasKeys = true, overlay }: Props) {
  const stage = useRef<HTMLDivElement>(null);
  const room = useRoom(stage);
  const { size, measure } = useMeasured(photo);
  const frame = frameOf(zoom, size, room);
  const needed = Math.max(frame.width, frame.height) * devicePixelRatio;
  const isBroken = photo.failure != null;
  const full = useFull(photo, !isBroken && zoom.long !== null && needed > PREVIEW_LONG_SIDE_PX * 1.05);
  const standIn = useStandIn(photo);
  const preview = usePicture(picture(photo, "preview"));
  const thumbnail = usePicture(picture(photo, "thumbnail"));
  useZoomGestures(stage, { zoom, size, onZoom, onSwipe });
  const step = (by: 1 | -1) => onZoom(steppedZoom(zoom, by, size, room, devicePixelRatio));
  useZoomKeys(hasKeys && !isBroken ? step : null);
  const place = {
    width: frame.width,
    height: frame.height,
    transform: `translate(${whole(frame.left)}px, ${whole(frame.top)}px)`,
  };
  const layer = { className: styles.layer, decoding: "sync", draggable: false } as const;
  if (isBroken) {
    return (
      <div ref={stage} className={styles.stage}>
        <p className={styles.failed}>
          <span className="unseen">{alt}: </span>
          This photo cannot be shown{photo.failure ? `: ${photo.failure}` : "."}
        </p>
      </div>
    );
  }
  return (
    <div ref={stage} className={`${styles.stage} ${zoom.long === null ? styles.whole : styles.near}`}>
      <div key={photo.id} className={styles.frame} style={place}>
        {standIn && thumbnail.fate === "shown" && (
          <img
            {...layer}
            key={`${thumbnail.attempt} small`}
            src={picture(photo, "thumbnail")}
            alt=""
            onLoad={(event) => {
              measure(event.currentTarget);
              thumbnail.came();
            }}
            onError={thumbnail.failed}
          />
        )}
        {preview.fate === "shown" && (
          <img
            {...layer}
            key={preview.attempt}
            src={picture(photo, "preview")}
            alt={alt}
            data-photo={photo.id}
            onLoad={preview.came}
            onError={preview.failed}
          />
        )}
        {full && <img {...layer} src={full} alt="" />}
        {overlay}
      </div>
      {preview.fate === "bad" && <p className={styles.failed}>This photo cannot be shown.</p>}
      {preview.fate === "away" && <ServerAway />}
      {zoom.long !== null && <Figure share={magnification(zoom, size, room, devicePixelRatio)} />}
    </div>
  );
}

const AWAY_WORDS: Readonly<Record<Away, string>> = {
  gone: "winnow cannot be reached. The photo comes back with it.",
  locked: "winnow was started again. Open its new address, and the photo comes back.",
  unplugged: "The folder is not there. Is its disk connected? The photo comes back with it.",
};

/** Not the photo is to blame. */
function ServerAway() {
  const { away } = useReach();
  return (
    <p className={styles.failed} role="status">
      {away && <span className={styles.away}>{AWAY_WORDS[away]}</span>}
    </p>
  );
}

/** How large it is shown, of its own pixels. */
function Figure({ share }: { share: number | null }) {
  if (share === null) return null;
  return (
    <p className={styles.figure}>
      <span className="unseen">Zoom: </span>
      {Math.round(100 * share)} %
    </p>
  );
}

function useZoomKeys(step: ((by: 1 | -1) => void) | null): void {
  const repeats = true as const;
  const larger = { keys: ["+", "="], does: "A step nearer", run: () => step?.(1), repeats };
  const smaller = { keys: ["-"], does: "A step back", run: () => step?.(-1), repeats };
  useKeys("Zoom", step ? [larger, smaller] : []);
}

/** On whole pixels of the screen: what is shown 1:1 stays sharp. */
function whole(pixels: number): number {
  return Math.round(pixels * devicePixelRatio) / devicePixelRatio;
}

/** The size of the stage, known before it is first painted. */
function useRoom(stage: RefObject<HTMLDivElement | null>): Extent {
  const [room, setRoom] = useState<Extent>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = stage.current;
    if (!element) return;
    const measure = () => setRoom({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [stage]);
  return room;
}

/** The picture's size; of a photo that could not be measured, the shape of its thumbnail. */
function useMeasured(photo: Shown): { size: Extent; measure: (thumbnail: HTMLImageElement) => void } {
  const [found, setFound] = useState<(Extent & { id: number }) | null>(null);
  const known = photo.width > 0 && photo.height > 0;
  return {
    size: known || found?.id !== photo.id ? photo : found,
    measure({ naturalWidth, naturalHeight }) {
      if (known) return;
      const scale = PREVIEW_LONG_SIDE_PX / Math.max(naturalWidth, naturalHeight, 1);
      setFound({ id: photo.id, width: naturalWidth * scale, height: naturalHeight * scale });
    },
  };
}

/** Whether a thumbnail is to stand in: the preview was not there when the photo came. */
function useStandIn(photo: Shown): boolean {
  const came = useRef({ id: -1, ready: false });
  if (came.current.id !== photo.id) came.current = { id: photo.id, ready: isReady(photo) };
  return !came.current.ready || photo.width <= 0;
}

/** The address of the full size once it is decoded, where it is wanted. */
function useFull({ id, version }: Shown, wanted: boolean): string | null {
  const address = picture({ id, version }, "full");
  const [ready, setReady] = useState<string | null>(null);
  const { returns } = useReach();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for again when the server came back
  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    prefetch({ id, version }, "full").then(
      () => gone || setReady(address),
      () => undefined, // the preview is still there
    );
    return () => {
      gone = true;
    };
  }, [id, version, address, wanted, returns]);
  return wanted && ready === address ? address : null;
}

type Control = { zoom: Zoom; size: Extent; onZoom: OnZoom; onSwipe: Props["onSwipe"] };

function useZoomGestures(stage: RefObject<HTMLDivElement | null>, control: Control): void {
  const latest = useRef(control);
  latest.current = control;
  const tapped = useRef(0);

  function room(): Extent {
    return { width: stage.current?.clientWidth ?? 0, height: stage.current?.clientHeight ?? 0 };
  }
  function show(zoom: Zoom, alone = false): void {
    latest.current.zoom = zoom; // the next event may come before the next drawing
    latest.current.onZoom(zoom, alone);
  }
  function inStage([x, y]: [number, number]): Spot {
    const corner = stage.current?.getBoundingClientRect();
    return { x: x - (corner?.left ?? 0), y: y - (corner?.top ?? 0) };
  }
  function by(factor: number, point: [number, number]): void {
    const { zoom, size } = latest.current;
    show(zoomedBy(zoom, factor, size, room(), inStage(point), devicePixelRatio));
  }
  function toggle(point: [number, number]): void {
    const { zoom, size } = latest.current;
    show(toggledZoom(zoom, size, devicePixelRatio, spotAt(zoom, size, room(), inStage(point))));
  }
  function tap(event: Event, point: [number, number]): void {
    const touched = event instanceof PointerEvent && event.pointerType !== "mouse";
    const twice = event.timeStamp - tapped.current < DOUBLE_TAP_MS;
    if (!touched || twice) toggle(point);
    tapped.current = twice ? 0 : event.timeStamp; // a third tap begins anew
  }

  useGesture(
    {
      onDrag({ delta: [x, y], movement: [mx, my], xy, tap: isTap, last, pinching, cancel, event, shiftKey }) {
        const { zoom, size, onSwipe } = latest.current;
        if (pinching) cancel();
        else if (isTap) tap(event, xy);
        else if (zoom.long !== null) show(pannedBy(zoom, size, room(), { x, y }), shiftKey);
        else if (last && Math.abs(mx) > SWIPE_PX && Math.abs(mx) > 1.5 * Math.abs(my))
          onSwipe?.(mx < 0 ? 1 : -1);
      },
      onPinch({ origin, offset: [scale], first, memo }) {
        const before = first ? scale : (memo as number);
        by(scale / before, origin);
        return scale;
      },
      onWheel({ event, delta: [, down], ctrlKey }) {
        if (ctrlKey) return; // a pinch on a touch pad
        event.preventDefault();
        by(2 ** (-down / WHEEL_PX_TO_DOUBLE), [event.clientX, event.clientY]);
      },
    },
    {
      target: stage,
      eventOptions: { passive: false },
      drag: { filterTaps: true, pointer: { keys: false } },
      pinch: { scaleBounds: { min: 0.01, max: 1000 } },
    },
  );
}
