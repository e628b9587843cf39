import { useId } from "react";
import styles from "./FilterPanel.module.css";

type Option = { value: string; name: string };

type SelectProps = {
  label: string;
  value: string;
  options: readonly Option[];
  set: (value: string) => void;
};

/** One of several values, or any. */
export function Select({ label, value, options, set }: SelectProps) {
  const id = useId();
  return (
    <div className={styles.line}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <select id={id} value={value} onChange={(event) => set(event.target.value)}>
        <option value="">any</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    </div>
  );
}
