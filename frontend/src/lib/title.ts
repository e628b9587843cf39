import { useEffect } from "react";

/** What the browser's tab, its history and screen readers call the page while the component is shown. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} · winnow` : "winnow";
  }, [title]);
}
