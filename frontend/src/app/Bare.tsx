import type { ReactNode } from "react";
import styles from "./Bare.module.css";
import { useKeySheet } from "./KeySheet";
import { Saving } from "./Saving";
import { useSaving } from "./session";
import { Toasts } from "./Toasts";

/** What is around a view that has the whole screen: messages, the sheet of its keys, and what is not saved. */
export function Bare({ children }: { children: ReactNode }) {
  const { sheet } = useKeySheet();
  const { trouble } = useSaving();
  return (
    <>
      {children}
      <Toasts />
      {trouble !== null && (
        <div className={styles.saving}>
          <Saving />
        </div>
      )}
      {sheet}
    </>
  );
}
