import { useMutation } from "@tanstack/react-query";
import { Link } from "wouter";
import { body, client } from "../../api/client";
import { useLibrary } from "../../api/queries";
import { EmptyState } from "../../components/Notes";
import { say } from "../../lib/toasts";
import { count } from "../../lib/words";
import styles from "./MomentsPage.module.css";
import { useIsLooking } from "./useIsLooking";
import type { Moments } from "./useMoments";
import { address, type Wish } from "./wish";

/** Why no moment is shown, and what comes next. */
export function NothingToReview({ wish, moments: { total, decided } }: { wish: Wish; moments: Moments }) {
  if (total === null) return null;
  if (total === 0) return wish.kind === null ? <NoMoments /> : <NoneOfThis wish={wish} />;
  if (wish.state !== "waiting") return <NoneOfThis wish={wish} />;
  return <AllDecided wish={wish} decided={decided} />;
}

function AllDecided({ wish, decided }: { wish: Wish; decided: number }) {
  if (useIsLooking()) return <Looking />;
  return (
    <EmptyState title="All moments are decided">
      <p className="quiet">{count(decided, "moment")}. Every decision is saved; Z takes back the last one.</p>
      <p className={styles.ways}>
        <Link href="/export" className={styles.way}>
          Export what was kept
        </Link>
        <Link href={address({ ...wish, state: "all" })}>Look at them again</Link>
        <Link href="/grid?decision=undecided">Photos that are still undecided</Link>
      </p>
    </EmptyState>
  );
}

function NoneOfThis({ wish }: { wish: Wish }) {
  return (
    <EmptyState title="No such moments">
      <p className="quiet">There are others in the list.</p>
      <p className={styles.ways}>
        <Link href={address({ ...wish, kind: null, state: "all" })}>Show all of them</Link>
      </p>
    </EmptyState>
  );
}

/** A scan goes on, or photos were rated from the command line: the server looks for groups by itself. */
function Looking() {
  return (
    <EmptyState title="Looking for moments">
      <p className="quiet" role="status">
        winnow finds out which photos are of the same moment. They appear here by themselves.
      </p>
      <p className={styles.ways}>
        <Link href="/grid">Look at all photos meanwhile</Link>
      </p>
    </EmptyState>
  );
}

/** Nothing was grouped: there was no scan yet, or every photo is like no other. */
function NoMoments() {
  const library = useLibrary().data;
  const isLooking = useIsLooking();
  const scan = useMutation({
    mutationFn: () => body(client.POST("/api/v1/scan", { body: { retry_failed: false } })),
    onError: (problem) => say({ text: problem.message, tone: "problem" }),
  });
  if (library === undefined) return null;
  if (isLooking) return <Looking />;
  const isNew = !library.rated || library.waiting > 0;
  return (
    <EmptyState title="No moments yet">
      <p className="quiet">
        {isNew
          ? "A scan finds photos of the same moment, and which of them is the best."
          : library.photos === 0
            ? "There is no photo in this folder."
            : "No two photos here are of the same moment."}
      </p>
      <p className={styles.ways}>
        {isNew && (
          <button
            type="button"
            className="primary"
            disabled={scan.isPending || scan.isSuccess}
            onClick={() => scan.mutate()}
          >
            {scan.isSuccess ? "Scanning…" : "Scan the folder"}
          </button>
        )}
        <Link href="/">See how it stands</Link>
        <Link href="/grid">Look at all photos</Link>
      </p>
    </EmptyState>
  );
}
