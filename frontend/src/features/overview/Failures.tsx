import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { body, client } from "../../api/client";
import { count } from "../../lib/words";
import styles from "./Failures.module.css";

const PAGE = 50;

type Props = { photos: number; onRetry: (() => void) | null; isOpen?: boolean };

/** Photos that could not be rated, and why; fetched when somebody opens the list. */
export function Failures({ photos, onRetry, isOpen = false }: Props) {
  const [open, setOpen] = useState(isOpen);
  const pages = useInfiniteQuery({
    queryKey: ["failures"],
    enabled: open,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      body(
        client.GET("/api/v1/failures", {
          params: { query: { limit: PAGE, ...(pageParam ? { after: pageParam } : {}) } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const failures = pages.data?.pages.flatMap((page) => page.failures) ?? [];
  return (
    <details className={styles.failures} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{count(photos, "photo")} could not be rated</summary>
      <ul className={styles.list}>
        {failures.map((failure) => (
          <li key={failure.id}>
            <span className={styles.name}>
              <span className="quiet">{failure.folder && `${failure.folder}/`}</span>
              {failure.name}
            </span>
            <span className="quiet">{failure.reason}</span>
          </li>
        ))}
      </ul>
      {pages.error && <p>{pages.error.message}</p>}
      <div className={styles.actions}>
        {pages.hasNextPage && (
          <button type="button" onClick={() => void pages.fetchNextPage()} disabled={pages.isFetching}>
            Show more
          </button>
        )}
        {onRetry && (
          <button type="button" onClick={onRetry}>
            Try them again
          </button>
        )}
      </div>
    </details>
  );
}
