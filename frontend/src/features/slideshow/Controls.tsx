import type { ReactNode } from "react";
import styles from "./SlideshowPage.module.css";

type Props = {
  place: string;
  playing: boolean;
  informed: boolean;
  go(by: number): void;
  pause(): void;
  about(): void;
  fullScreen(): void;
  leave(): void;
  /** Beside them, or above where there is no room. */
  children: ReactNode;
};

export function Controls(props: Props) {
  const { place, playing, informed, go, pause, about, fullScreen, leave, children } = props;
  return (
    <nav className={styles.controls} aria-label="Slideshow controls">
      {children}
      <span id="place" className={styles.place}>
        {place}
      </span>
      <Control id="back" name="Previous photo" keys="ArrowLeft" run={() => go(-1)}>
        <path d="M15 5l-7 7 7 7" />
      </Control>
      <Control id="pause" name={playing ? "Pause" : "Play"} keys="Space" run={pause}>
        <path d={playing ? "M9 5v14M15 5v14" : "M8 5l11 7-11 7z"} />
      </Control>
      <Control id="forward" name="Next photo" keys="ArrowRight" run={() => go(1)}>
        <path d="M9 5l7 7-7 7" />
      </Control>
      <Control id="about" name="Score, date and reasons" keys="I" run={about} pressed={informed}>
        <path d="M12 11v7M12 6.500v.5" />
      </Control>
      {document.fullscreenEnabled && (
        <Control id="full" name="Full screen" keys="F" run={fullScreen}>
          <path d="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5" />
        </Control>
      )}
      <Control id="leave" name="Leave" keys="Escape" run={leave}>
        <path d="M6 6l12 12M18 6L6 18" />
      </Control>
    </nav>
  );
}

type ControlProps = {
  id: string;
  name: string;
  keys: string;
  run(): void;
  pressed?: boolean;
  children: ReactNode;
};

function Control({ id, name, keys, run, pressed, children }: ControlProps) {
  return (
    <button
      id={id}
      type="button"
      aria-label={name}
      aria-keyshortcuts={keys}
      aria-pressed={pressed}
      onClick={run}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        {children}
      </svg>
    </button>
  );
}
