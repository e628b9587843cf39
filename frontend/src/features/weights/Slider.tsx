import { useId } from "react";
import styles from "./Slider.module.css";

const STEP = 0.05;

type SliderProps = {
  name: string;
  min: number;
  max: number;
  /** What the model has. */
  own: number;
  value: number;
  /** The value in words. */
  says: string;
  /** What is in it, or why there is nothing. */
  hint?: string;
  disabled?: boolean;
  onChange: (value: number) => void;
};

/** One weight or leaning, with what it means in words; a double click puts it back. */
export function Slider({ name, min, max, own, value, says, hint, disabled, onChange }: SliderProps) {
  const id = useId();
  return (
    <div className={styles.slider}>
      <label htmlFor={id}>{name.slice(0, 1).toUpperCase() + name.slice(1)}</label>
      <span className={value === own ? styles.own : styles.value}>{says}</span>
      <div className={own === min ? styles.plain : styles.track}>
        <input
          id={id}
          type="range"
          min={min}
          max={max}
          step={STEP}
          value={value}
          onChange={(event) => onChange(Number(event.target.valueAsNumber.toFixed(2)))}
          onDoubleClick={() => onChange(own)}
          disabled={disabled}
          aria-valuetext={says}
          aria-describedby={hint ? `${id}-hint` : undefined}
        />
      </div>
      {hint && (
        <span id={`${id}-hint`} className={styles.hint} title={hint}>
          {hint}
        </span>
      )}
    </div>
  );
}
