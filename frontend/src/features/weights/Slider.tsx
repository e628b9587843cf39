import { useId } from "react";
import styles from "./Slider.module.css";
import { inWords, type Kind } from "./weights";

const RANGES = { parts: { min: 0, max: 2 }, styles: { min: -1, max: 1 } } as const;
const STEP = 0.05;

type SliderProps = {
  kind: Kind;
  name: string;
  /** What is in it. */
  hint: string;
  value: number;
  onChange: (value: number) => void;
};

/** One weight or leaning, with what it means in words; a double click puts it back. */
export function Slider({ kind, name, hint, value, onChange }: SliderProps) {
  const id = useId();
  const { min, max } = RANGES[kind];
  const middle = (min + max) / 2;
  return (
    <div className={styles.slider}>
      <label htmlFor={id}>{name.slice(0, 1).toUpperCase() + name.slice(1)}</label>
      <span className={value === middle ? styles.own : styles.value}>{inWords(kind, value)}</span>
      <div className={styles.track}>
        <input
          id={id}
          type="range"
          min={min}
          max={max}
          step={STEP}
          value={value}
          onChange={(event) => onChange(Number(event.target.valueAsNumber.toFixed(2)))}
          onDoubleClick={() => onChange(middle)}
          aria-valuetext={inWords(kind, value)}
        />
      </div>
      {hint && (
        <span className={styles.hint} title={hint}>
          {hint}
        </span>
      )}
    </div>
  );
}
