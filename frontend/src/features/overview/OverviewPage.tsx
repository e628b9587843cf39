import { Link, useLocation } from "wouter";
import { useLibrary } from "../../api/queries";
import type { LibraryView, Scan } from "../../api/types";
import { ErrorNote, Spinner } from "../../components/Notes";
import { useKeys } from "../../lib/keys";
import { FROM_A_VIEW } from "../../lib/place";
import { useTitle } from "../../lib/title";
import { count, number } from "../../lib/words";
import { BestPhotos } from "./BestPhotos";
import { Failures } from "./Failures";
import { Figures } from "./Figures";
import styles from "./OverviewPage.module.css";
import { Places } from "./Places";
import { ScanPanel } from "./ScanPanel";
import { Scores } from "./Scores";
import { isRunning } from "./scan";
import { useFreshPhotos, useScan } from "./useScan";

/** How the library stands, and where to go on. */
export function OverviewPage() {
  const library = useLibrary();
  const { scan, start, stop, isAsking } = useScan();
  const fresh = useFreshPhotos();
  useTitle(library.data?.name ?? "");
  if (library.error && !library.data) {
    return <ErrorNote error={library.error} retry={() => void library.refetch()} />;
  }
  if (!library.data) return <Spinner />;
  const running = isRunning(scan);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1>{library.data.name}</h1>
          <p className="quiet small">{library.data.folder}</p>
        </div>
        {library.data.rated && (
          <Actions library={library.data} onStart={() => start()} isAsking={isAsking || running} />
        )}
      </header>
      {scan && scan.state !== "idle" && <ScanPanel scan={scan} fresh={fresh} onStop={stop} />}
      {library.data.rated ? (
        <Standing library={library.data} onRetry={running ? null : () => start(true)} />
      ) : (
        !running && (
          <FirstTime library={library.data} scan={scan} onStart={() => start()} isAsking={isAsking} />
        )
      )}
    </div>
  );
}

const SHOW = "/slideshow";

type ScanProps = {
  library: LibraryView;
  scan: Scan | undefined;
  onStart: () => void;
  isAsking: boolean;
};

/** On to review; where groups are still looked for, it says so: they come by themselves. */
function Actions({ library, onStart, isAsking }: Omit<ScanProps, "scan">) {
  const review = library.waiting_groups > 0 || !library.grouped ? "/moments" : "/grid";
  const [, go] = useLocation();
  useKeys("Overview", [
    { keys: ["Enter"], does: "Start reviewing", run: () => go(review) },
    { keys: ["s"], does: "Slideshow of the best photos", run: () => go(SHOW, { state: FROM_A_VIEW }) },
    { keys: ["n"], does: "Look for new photos", run: () => isAsking || onStart() },
  ]);
  return (
    <div className={styles.actions}>
      {!library.grouped && (
        <span className="quiet" role="status">
          Looking for bursts and copies…
        </span>
      )}
      <button type="button" onClick={onStart} disabled={isAsking} title="Look for new photos (N)">
        Look for new photos
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
  return (
    <>
      <BestPhotos />
      <Figures library={library} />
      <div className={styles.columns}>
        <section className={styles.panel}>
          <Scores bars={library.histogram} median={library.median ?? null} />
        </section>
        <section className={styles.panel}>
          <Places title="Folders" facets={library.folders} parameter="folder" />
          <Places title="Cameras" facets={library.cameras} parameter="camera" />
        </section>
      </div>
      {library.waiting > 0 && <p className="quiet">{count(library.waiting, "photo")} wait to be rated.</p>}
      {library.missing > 0 && (
        <p className="quiet">
          {number(library.missing)} that were here before are gone; what was decided of them is kept.
        </p>
      )}
      {library.unscoreable > 0 && <Failures photos={library.unscoreable} onRetry={onRetry} />}
    </>
  );
}

function FirstTime({ library, scan, onStart, isAsking }: ScanProps) {
  const photos = library.photos > 0 ? count(library.photos, "photo") : "the photos";
  useKeys("Overview", [{ keys: ["Enter"], does: `Rate ${photos}`, run: () => isAsking || onStart() }]);
  return (
    <section className={styles.first}>
      <p>
        winnow looks at every photo in this folder, gives each a score from 0 to 10 with its reasons, and
        finds bursts and copies; it all happens on this machine, and no photo is changed.
      </p>
      <button type="button" className={`primary ${styles.big}`} onClick={onStart} disabled={isAsking}>
        {scan?.state === "stopped" ? `Go on rating ${photos}` : `Rate ${photos}`}
      </button>
    </section>
  );
}
