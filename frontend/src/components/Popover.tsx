import { type ReactNode, useEffect, useRef, useState } from "react";
import styles from "./Popover.module.css";

type Props = {
  button: ReactNode;
  /** What the button is called, where it has no words of its own. */
  label?: string;
  className?: string | undefined;
  /** Which edge of the button the panel keeps to. */
  side?: "left" | "right";
  children: ReactNode;
};

/** A button with a panel under it; on a phone the panel rises from the foot of the screen. */
export function Popover({ button, label, className, side = "left", children }: Props) {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const leave = (event: Event) => {
      if (!place.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", leave);
    document.addEventListener("focusin", leave);
    return () => {
      document.removeEventListener("pointerdown", leave);
      document.removeEventListener("focusin", leave);
    };
  }, [open]);
  function close(): void {
    setOpen(false);
    opener.current?.focus();
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what is inside, from wherever the focus is in it
    <div
      ref={place}
      className={styles.place}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        event.preventDefault();
        close();
      }}
    >
      <button
        ref={opener}
        type="button"
        className={className}
        title={label}
        aria-label={label}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open && (
        <div className={`${styles.panel} ${styles[side]}`}>
          {children}
          <button type="button" className={styles.done} onClick={close}>
            Done
          </button>
        </div>
      )}
    </div>
  );
}
