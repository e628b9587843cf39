/**
 * The views, each a file of its own beside what all of them share.
 *
 *     the page is opened → the view of its address is fetched before anything is drawn: nothing flashes
 *     nothing else to do → the other views are fetched: the way to each is as short as if it had always been there
 */
import { type ComponentType, useCallback, useEffect, useState } from "react";
import { ErrorNote, Spinner } from "../components/Notes";

export type View = {
  /** The pattern of its addresses. */
  path: string;
  fetch(): Promise<void>;
  /** What shows it, once it is fetched. */
  page(): ComponentType | undefined;
};

export function view(path: string, load: () => Promise<ComponentType>): View {
  let loaded: ComponentType | undefined;
  return {
    path,
    async fetch() {
      loaded ??= await load();
    },
    page: () => loaded,
  };
}

/** A view, fetched if that was not done yet. Not `React.lazy`: that waits even for what is there, and tries only once. */
export function Shown({ view }: { view: View }) {
  const [page, setPage] = useState({ Page: view.page(), failed: false });
  const fetch = useCallback(() => {
    setPage({ Page: undefined, failed: false });
    view.fetch().then(
      () => setPage({ Page: view.page(), failed: false }),
      () => setPage({ Page: undefined, failed: true }),
    );
  }, [view]);
  useEffect(() => {
    if (!view.page()) fetch();
  }, [view, fetch]);
  const { Page, failed } = page;
  if (failed) return <ErrorNote error={UNREACHABLE} retry={fetch} />;
  return Page ? <Page /> : <Spinner />;
}

const UNREACHABLE =
  "winnow cannot be reached. Is `winnow review` still running? If it is, load this page again.";

export const SLIDESHOW = view(
  "/slideshow",
  async () => (await import("../features/slideshow/SlideshowPage")).SlideshowPage,
);

/** Those that the shell is around. */
export const VIEWS: readonly View[] = [
  view("/", async () => (await import("../features/overview/OverviewPage")).OverviewPage),
  view("/moments/:group?", async () => (await import("../features/moments/MomentsPage")).MomentsPage),
  view("/grid", async () => (await import("../features/grid/GridPage")).GridPage),
  view("/photos/:photo", async () => (await import("../features/loupe/LoupePage")).LoupePage),
  view("/compare/:photos", async () => (await import("../features/compare/ComparePage")).ComparePage),
  view("/weights", async () => (await import("../features/weights/WeightsPage")).WeightsPage),
  view("/export", async () => (await import("../features/export/ExportPage")).ExportPage),
];

/** Fetch the view of an address; where that fails, who sees it is told. */
export async function fetchViewOf(address: string, views = [SLIDESHOW, ...VIEWS]): Promise<void> {
  const first = (path: string) => path.split("/")[1];
  await views
    .find(({ path }) => first(path) === first(address))
    ?.fetch()
    .catch(() => undefined);
}

/** Fetch the others, one after the other, while nothing else is to be done. */
export function fetchViewsWhenIdle(views: readonly View[] = [...VIEWS, SLIDESHOW]): void {
  const [next, ...rest] = views;
  if (next === undefined) return;
  whenIdle(() => {
    next.fetch().then(
      () => fetchViewsWhenIdle(rest),
      () => undefined, // the server is away: whoever goes there is told
    );
  });
}

/** Safari does not tell when a page is idle. */
function whenIdle(callback: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(callback);
  else setTimeout(callback, 1_000);
}
