import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { useLibrary } from "../../api/queries";
import type { LibraryView, Scan } from "../../api/types";
import { ErrorNote, Spinner } from "../../components/Notes";
import { useKeys } from "../../lib/keys";
import { FROM_A_VIEW } from "../../lib/place";
import { isRunning } from "../../lib/scan";
import { useTitle } from "../../lib/title";
import { count, number } from "../../lib/words";
import { BestPhotos } from "./BestPhotos";
import { Failures } from "./Failures";
import { Figures } from "./Figures";
import styles from "./OverviewPage.module.css";
import { Places } from "./Places";
import { ScanPanel } from "./ScanPanel";
import { Scores } from "./Scores";
import { standingOf } from "./standing";
import { useFreshPhotos, useScan } from "./useScan";

/** How the library stands, and where to go on. */
export function OverviewPage() {
  const library = useLibrary();
  const { scan, start, stop, isAsking } = useScan();
  const wall = useFreshPhotos();
  useTitle(library.data?.name ?? "");
  if (library.error && !library.data) {
    return <ErrorNote error={library.error} retry={() => void library.refetch()} />;
  }
  if (!library.data) return <Spinner />;
  const running = isRunning(scan);
  const standing = standingOf(library.data);
  const props = { library: library.data, scan, start, isAsking: isAsking || running };
  const ended = standing === "rated" || scan?.state !== "finished"; // else what follows says it better
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1>{library.data.name}</h1>
          <p className="quiet small">{library.data.folder}</p>
        </div>
        {standing === "rated" && <Actions {...props} />}
      </header>
      {scan && scan.state !== "idle" && ended && (
        <ScanPanel scan={scan} wall={wall} moments={library.data.moments} onStop={stop} />
      )}
      {standing === "rated" ? (
        <Standing library={library.data} onRetry={running ? null : () => start(true)} />
      ) : running ? null : standing === "empty" ? (
        <NoPhotos {...props} />
      ) : standing === "unread" ? (
        <NoneRead {...props} />
      ) : (
        <FirstTime {...props} />
      )}
    </div>
  );
}

type Props = {
  library: LibraryView;
  scan: Scan | undefined;
  start: (retryFailed?: boolean) => void;
  isAsking: boolean;
};

const SHOW = "/slideshow";

/** On to review; where groups are still looked for, it says so: they come by themselves. */
function Actions({ library, scan, start, isAsking }: Props) {
  const review = library.waiting_groups > 0 || !library.grouped ? "/moments" : "/grid";
  const [, go] = useLocation();
  const scanning =
    library.waiting > 0 ? `Rate the ${number(library.waiting)} that wait` : "Look for new photos";
  useKeys("Overview", [
    { keys: ["Enter"], does: "Start reviewing", run: () => go(review) },
    { keys: ["s"], does: "Slideshow of the best photos", run: () => go(SHOW, { state: FROM_A_VIEW }) },
    { keys: ["n"], does: scanning, run: () => isAsking || start() },
  ]);
  return (
    <div className={styles.actions}>
      {!library.grouped && !isRunning(scan) && (
        <span className="quiet" role="status">
          Looking for moments: {number(library.moments)} so far
        </span>
      )}
      <button type="button" onClick={() => start()} disabled={isAsking} title={`${scanning} (N)`}>
        {scanning}
      </button>
      <Link href={SHOW} state={FROM_A_VIEW} className={styles.also} title="Slideshow of the best photos (S)">
        Slideshow
      </Link>
      <Link href={review} className={styles.start} title="Start reviewing (Enter)">
        Start reviewing
      </Link>
    </div>
  );
}

function Standing({ library, onRetry }: { library: LibraryView; onRetry: (() => void) | null }) {
  const places = library.folders.length + library.cameras.length > 0;
  return (
    <>
      <BestPhotos />
      <Figures library={library} />
      <div className={places ? styles.columns : undefined}>
        <section className={`${styles.panel} ${styles.scores}`}>
          <Scores bars={library.histogram} median={library.median ?? null} />
        </section>
        {places && (
          <section className={`${styles.panel} ${styles.places}`}>
            <Places title="Folders" facets={library.folders} parameter="folder" />
            <Places title="Cameras" facets={library.cameras} parameter="camera" />
          </section>
        )}
      </div>
      <Missing library={library} />
      {library.unscoreable > 0 && <Failures photos={library.unscoreable} onRetry={onRetry} />}
    </>
  );
}

function Missing({ library: { missing } }: { library: LibraryView }) {
  if (missing === 0) return null;
  return (
    <p className="quiet">
      {missing === 1
        ? "1 photo that was here before is gone; what was decided of it is kept."
        : `${number(missing)} photos that were here before are gone; what was decided of them is kept.`}
    </p>
  );
}

function FirstTime({ library, scan, start, isAsking }: Props) {
  const photos = library.photos > 0 ? count(library.photos, "photo") : "the photos";
  const does = scan?.state === "stopped" ? `Go on rating ${photos}` : `Rate ${photos}`;
  return (
    <First does={does} act={() => start()} isAsking={isAsking}>
      <p>
        winnow looks at every photo in this folder, gives each a score from 0 to 10 with its reasons, and
        finds bursts and copies; it all happens on this machine, and no photo is changed.
      </p>
    </First>
  );
}

/** The folder was looked through, and has none. */
function NoPhotos({ library, start, isAsking }: Props) {
  return (
    <First title="There is no photo here" does="Look again" act={() => start()} isAsking={isAsking}>
      <p>
        winnow looked through <strong>{library.folder}</strong> and the folders in it, and found no picture.
        Put photos there and look again; or end winnow and start it with another folder:{" "}
        <code>winnow review FOLDER</code>
      </p>
      <Missing library={library} />
    </First>
  );
}

/** There are files, and no picture could be made of any. */
function NoneRead({ library, start, isAsking }: Props) {
  return (
    <>
      <First
        title="No photo here could be rated"
        does="Try again"
        act={() => start(true)}
        isAsking={isAsking}
      >
        <p>
          winnow found {count(library.unscoreable, "file")} and could read none of them. Why stands below.
          Where files are damaged, copy them from the card once more; then try again.
        </p>
      </First>
      <Failures photos={library.unscoreable} onRetry={null} isOpen />
    </>
  );
}

type FirstProps = {
  title?: string;
  children: ReactNode;
  does: string;
  act: () => void;
  isAsking: boolean;
};

/** There is nothing to show: why, and the one thing to do. */
function First({ title, children, does, act, isAsking }: FirstProps) {
  useKeys("Overview", [{ keys: ["Enter"], does, run: () => isAsking || act() }]);
  return (
    <section className={styles.first}>
      {title && <h2>{title}</h2>}
      {children}
      <button type="button" className={`primary ${styles.big}`} onClick={act} disabled={isAsking}>
        {does}
      </button>
    </section>
  );
}
