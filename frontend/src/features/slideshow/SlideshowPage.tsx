import { type PointerEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useLocation, useSearch } from "wouter";
import { picture } from "../../api/client";
import { useColumns, usePhoto } from "../../api/queries";
import type { PhotoDetail } from "../../api/types";
import { onSaved, wentOn } from "../../app/session";
import { MarkBadges } from "../../components/MarkBadges";
import { EmptyState, ErrorNote, Spinner } from "../../components/Notes";
import { useDecisionKeys } from "../../lib/decisionKeys";
import { useKeys } from "../../lib/keys";
import { useMark } from "../../lib/marks";
import { cameFromAView, waysTo } from "../../lib/place";
import { undecidedFor } from "../../lib/sight";
import { useTitle } from "../../lib/title";
import { say } from "../../lib/toasts";
import { Controls } from "./Controls";
import { dayOf, listOf, numberOf, reasonsOf, type Slide, slidesOf } from "./playlist";
import styles from "./SlideshowPage.module.css";
import { type Show, type Shown, screenSize, useShow } from "./useShow";
import { Verdicts } from "./Verdicts";

const IDLE_SECONDS = 2.5;
const HINT_SECONDS = 3.5;
const SWIPE_PX = 40;

export function SlideshowPage() {
  const search = useSearch();
  const columns = useColumns(useMemo(() => listOf(search), [search]));
  const slides = useMemo(
    () => (columns.data ? slidesOf(columns.data, numberOf(search)) : null),
    [columns.data, search],
  );
  const [, navigate] = useLocation();
  const left = useRef(false);
  const leave = useCallback(() => {
    if (left.current) return; // the end of full screen, which leaves too, is heard before the page is gone
    left.current = true;
    leaveFullScreen();
    if (cameFromAView()) history.back();
    else navigate("/", { replace: true }); // the browser was opened with the show
  }, [navigate]);
  useTitle("Slideshow");
  function leaveTo(address: string): void {
    navigate(address); // first: who hears the full screen end leaves the show to where it was begun
    leaveFullScreen();
  }
  useKeys("Slideshow", [{ keys: ["Escape"], does: "Leave", run: leave }, ...waysTo(leaveTo)]);
  if (columns.isError) return <ErrorNote error={columns.error} retry={() => void columns.refetch()} />;
  if (slides === null) return <Spinner what="Loading the show" />;
  if (slides.length === 0) {
    return (
      <EmptyState title="No photo to show">
        <p className="quiet">None has a score yet, or none that high.</p>
        <button type="button" onClick={leave}>
          Leave
        </button>
      </EmptyState>
    );
  }
  return <Running slides={slides} leave={leave} />;
}

function leaveFullScreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
}

function Running({ slides, leave }: { slides: readonly Slide[]; leave(): void }) {
  const show = useShow(slides);
  const [informed, setInformed] = useState(false);
  const { idle, wake } = useIdle();
  const fullScreen = useFullScreen(leave);
  const about = () => setInformed(!informed);
  const { shown, leaving } = show;
  const slide = shown === null ? undefined : slides[shown.place];
  function go(by: number): void {
    wentOn();
    show.go(by);
  }
  const isPassing = show.coming && show.stepped;
  /** Where the show has gone on by itself, the next one is on its way already. */
  const next = () => go(show.coming && !isPassing ? 0 : 1);
  function inSight(): readonly Slide[] {
    if (isPassing) say({ text: undecidedFor("The next photo is still on its way") });
    return slide && !isPassing ? [slide] : [];
  }
  useDecisionKeys(inSight, next);
  useFollowingUndo(slides, show);
  useKeys("Slideshow", [
    { keys: ["ArrowRight", "ArrowDown"], does: "Next photo", run: () => go(1) },
    { keys: ["ArrowLeft", "ArrowUp"], does: "Previous photo", run: () => go(-1) },
    { keys: [" "], does: "Pause, and go on", run: show.pause },
    { keys: ["i"], does: "Score, date and reasons", run: about },
    { keys: ["f"], does: "Full screen", run: fullScreen },
  ]);
  const photo = usePhoto(slide?.id).data;
  const words = shown && slide ? described(slide, photo, shown.place, slides.length) : "";
  const classes = [styles.show, idle && styles.idle, show.stepped && styles.stepped];
  return (
    <div className={classes.filter(Boolean).join(" ")} data-idle={idle}>
      <Stage go={go} wake={wake} fullScreen={fullScreen}>
        {leaving && (
          <Picture key={leaving.turn} shown={leaving} slides={slides} words="" leaving gone={show.gone} />
        )}
        {shown && <Picture key={shown.turn} shown={shown} slides={slides} words={words} name={photo?.name} />}
      </Stage>
      {/* Nobody wants a voice every five seconds. */}
      <p id="spoken" className="unseen" aria-live={show.playing ? "off" : "polite"}>
        {words}
      </p>
      {slide && (
        <p className={styles.marks} aria-live="polite">
          <Marks slide={slide} />
        </p>
      )}
      <Hint />
      {informed && slide && <Info slide={slide} photo={photo} />}
      <Controls
        place={`${(shown?.place ?? 0) + 1} / ${slides.length}`}
        playing={show.playing}
        informed={informed}
        go={go}
        pause={show.pause}
        about={about}
        fullScreen={fullScreen}
        leave={leave}
      >
        {slide && <Verdicts photo={slide} isPassing={isPassing} after={next} />}
      </Controls>
    </div>
  );
}

type StageProps = { go(by: number): void; wake(): void; fullScreen(): void; children: React.ReactNode };

/** Where the picture is: a finger goes on or back or asks for the controls, a click asks for full screen. */
function Stage({ go, wake, fullScreen, children }: StageProps) {
  const down = useRef<{ x: number; y: number } | null>(null);
  function up(event: PointerEvent): void {
    const from = down.current;
    down.current = null;
    if (from === null || event.button !== 0) return;
    const [sideways, upwards] = [event.clientX - from.x, event.clientY - from.y];
    const isSwipe = Math.abs(sideways) > SWIPE_PX && Math.abs(sideways) > Math.abs(upwards);
    if (event.pointerType !== "touch") fullScreen();
    else if (isSwipe) go(sideways < 0 ? 1 : -1);
    else wake();
  }
  return (
    <main
      className={styles.stage}
      aria-label="Slideshow, best photo first"
      aria-roledescription="slideshow"
      onPointerDown={(event) => {
        down.current = { x: event.clientX, y: event.clientY };
      }}
      onPointerUp={up}
    >
      {children}
    </main>
  );
}

type PictureProps = {
  shown: Shown;
  slides: readonly Slide[];
  words: string;
  name?: string | undefined;
  leaving?: boolean;
  gone?: () => void;
};

function Picture({ shown, slides, words, name, leaving = false, gone }: PictureProps) {
  const slide = slides[shown.place];
  if (slide === undefined) return null;
  const looks = `${styles.picture} ${leaving ? styles.leaving : ""}`;
  const state = leaving ? { "aria-hidden": true, onAnimationEnd: gone } : { "data-shown": slide.id };
  if (shown.failed) {
    return (
      <p className={`${looks} ${styles.words}`} {...state}>
        This photo cannot be shown now{name ? `: ${name}` : "."}
      </p>
    );
  }
  return (
    <img className={looks} src={picture(slide, screenSize())} alt={words} draggable={false} {...state} />
  );
}

function Marks({ slide }: { slide: Slide }) {
  return <MarkBadges mark={useMark(slide)} />;
}

/** After an undo one sees what was undone. */
function useFollowingUndo(slides: readonly Slide[], { wanted, to }: Show): void {
  useEffect(
    () =>
      onSaved((done, kind, follow) => {
        if (kind === "decide" || !follow) return;
        const changed = new Set(done.changes.map(({ photo }) => photo));
        const place = slides.findIndex(({ id }) => changed.has(id));
        if (place >= 0 && !changed.has(slides[wanted]?.id ?? 0)) to(place);
      }),
    [slides, wanted, to],
  );
}

function Info({ slide, photo }: { slide: Slide; photo: PhotoDetail | undefined }) {
  return (
    <aside id="info" className={styles.info} aria-label="About this photo">
      <p className={styles.score}>
        {slide.score.toFixed(1)}
        <small> of 10</small>
      </p>
      {photo?.id === slide.id && (
        <>
          <p>{dayOf(photo.taken_at)}</p>
          <p id="name" className={styles.name}>
            {pathOf(photo)}
          </p>
          <ul>
            {reasonsOf(photo.explanation).map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </>
      )}
    </aside>
  );
}

function pathOf(photo: PhotoDetail): string {
  return photo.folder ? `${photo.folder}/${photo.name}` : photo.name;
}

function described(slide: Slide, photo: PhotoDetail | undefined, place: number, number: number): string {
  const facts = photo?.id === slide.id ? `, ${dayOf(photo.taken_at)}, ${pathOf(photo)}` : "";
  return `Photo ${place + 1} of ${number}, score ${slide.score.toFixed(1)}${facts}`;
}

/** What to press, for the first seconds. */
function Hint() {
  const [past, setPast] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPast(true), HINT_SECONDS * 1000);
    return () => clearTimeout(timer);
  }, []);
  const byTouch = matchMedia("(pointer: coarse)").matches;
  const text = byTouch
    ? "Swipe to go on, tap for controls"
    : "F full screen, P keep, X reject, Esc leave, ? all keys";
  return <p className={styles.hint}>{past ? "" : text}</p>;
}

/** Idle when nothing was moved for a while. A finger that swipes asks for no controls. */
function useIdle(): { idle: boolean; wake(): void } {
  const [idle, setIdle] = useState(false);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wake = useCallback(() => {
    setIdle(false);
    clearTimeout(rest.current);
    rest.current = setTimeout(() => setIdle(true), IDLE_SECONDS * 1000);
  }, []);
  useEffect(() => {
    const moved = (event: globalThis.PointerEvent) => event.pointerType === "touch" || wake();
    document.addEventListener("pointermove", moved);
    document.addEventListener("focusin", wake);
    wake();
    return () => {
      document.removeEventListener("pointermove", moved);
      document.removeEventListener("focusin", wake);
      clearTimeout(rest.current);
    };
  }, [wake]);
  return { idle, wake };
}

/** Full screen, and out of it; the browser's own Esc, of which the page hears only that it has ended, leaves the show. */
function useFullScreen(leave: () => void): () => void {
  const wanted = useRef(false);
  useEffect(() => {
    function changed(): void {
      if (document.fullscreenElement || !wanted.current) return;
      wanted.current = false;
      leave();
    }
    document.addEventListener("fullscreenchange", changed);
    return () => document.removeEventListener("fullscreenchange", changed);
  }, [leave]);
  return () => {
    if (document.fullscreenElement) {
      wanted.current = false;
      void document.exitFullscreen();
    } else if (document.fullscreenEnabled) {
      wanted.current = true; // before it is granted: it may be given up again before its event arrives
      document.documentElement.requestFullscreen({ navigationUI: "hide" }).catch(() => undefined);
    }
  };
}
