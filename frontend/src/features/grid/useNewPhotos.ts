import { useCallback, useEffect, useRef } from "react";
import { queries } from "../../app/session";
import { useServerEvent } from "../../lib/events";

/** Lists are fetched again at most this often while a scan scores photos. */
const PAUSE_MS = 4_000;

/** While a scan runs, photos appear as they are scored. */
export function useNewPhotos(): void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useServerEvent(
    "photos",
    useCallback(() => {
      timer.current ??= setTimeout(() => {
        timer.current = undefined;
        void queries.invalidateQueries({ queryKey: ["columns"] });
        void queries.invalidateQueries({ queryKey: ["library"] });
      }, PAUSE_MS);
    }, []),
  );
  useEffect(() => () => clearTimeout(timer.current), []);
}
