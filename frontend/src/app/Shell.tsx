import { type ComponentType, type MouseEvent, memo, type ReactNode } from "react";
import { Link, useLocation, useSearch } from "wouter";
import { navigate } from "wouter/use-browser-location";
import { ErrorBoundary } from "../components/ErrorBoundary";
import {
  ExportIcon,
  FullScreenIcon,
  GridIcon,
  KeysIcon,
  MomentsIcon,
  OverviewIcon,
  RedoIcon,
  UndoIcon,
  WeightsIcon,
} from "../components/icons";
import { UNDO_KEYS } from "../lib/decisionKeys";
import { useKeys } from "../lib/keys";
import { lastGrid, lastMoment, lastPlace, lastWeights, wayBack, waysTo } from "../lib/place";
import { Exporting } from "./Exporting";
import { useKeySheet } from "./KeySheet";
import { Saving } from "./Saving";
import { Settings } from "./Settings";
import styles from "./Shell.module.css";
import { redo, undo } from "./session";
import { Toasts } from "./Toasts";

const EXPORT = "/export";
const VIEWS: readonly { path: string; name: string; key?: string; icon: ComponentType }[] = [
  { path: "/", name: "Overview", key: "O", icon: OverviewIcon },
  { path: "/moments", name: "Moments", key: "M", icon: MomentsIcon },
  { path: "/grid", name: "Grid", key: "G", icon: GridIcon },
  { path: "/weights", name: "Weights", key: "W", icon: WeightsIcon },
  { path: EXPORT, name: "Export", key: "Ctrl+Shift+E", icon: ExportIcon },
];

/** What is around every view: the way to the others, how saving goes on, undo, settings, keys. */
export function Shell({ children }: { children: ReactNode }) {
  const [path, go] = useLocation();
  const { sheet, showKeys } = useKeySheet();
  useKeys("Everywhere", [
    ...waysTo(go),
    { keys: ["l"], does: "Loupe: the photo looked at last", run: () => go(loupe()) },
    { keys: ["w"], does: "Weights", run: () => go(lastWeights()) },
    { keys: ["Ctrl+Shift+e"], does: "Export", run: () => go("/export") },
    ...UNDO_KEYS,
    { keys: ["f"], does: "Full screen", run: toggleFullScreen },
  ]);
  const here = viewOf(path, `?${useSearch()}`);
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        Skip to the content
      </a>
      <Bar here={here} showKeys={showKeys} />
      <main id="content" className={styles.content} tabIndex={-1}>
        <ErrorBoundary place={path}>{children}</ErrorBoundary>
      </main>
      <Toasts />
      {sheet}
    </div>
  );
}

/** The view of an address; of a photo, or of several side by side, the one from which one came to it. */
export function viewOf(path: string, search: string): string | undefined {
  const address = /^\/(photos|compare)\//.test(path) ? wayBack(search) : path;
  const first = (told: string) => told.split(/[/?]/)[1];
  return VIEWS.find((view) => first(view.path) === first(address))?.path;
}

type BarProps = { here: string | undefined; showKeys: () => void };

/** Not drawn again while one steps from photo to photo. */
const Bar = memo(function Bar({ here, showKeys }: BarProps) {
  return (
    <header className={styles.bar}>
      <span className={styles.brand}>winnow</span>
      <nav className={styles.views} aria-label="Views">
        {VIEWS.map(({ path, name, key, icon: Icon }) => (
          <Link
            key={path}
            href={path}
            className={styles.view}
            aria-label={name}
            aria-current={path === here ? "page" : undefined}
            aria-keyshortcuts={key?.replace("Ctrl", "Control")}
            title={key && `${name} (${key})`}
            onClick={(event) => backTo(path, event)}
          >
            <Icon />
            <span>{name}</span>
          </Link>
        ))}
      </nav>
      <span className={styles.gap} />
      {here !== EXPORT && <Exporting />}
      <Saving />
      <IconButton label="Undo" shortcut="Z" press={undo} icon={UndoIcon} />
      <IconButton label="Redo" shortcut="Y" press={redo} icon={RedoIcon} />
      <IconButton label="Full screen" shortcut="F" press={toggleFullScreen} icon={FullScreenIcon} roomy />
      <IconButton label="Keys" shortcut="?" press={showKeys} icon={KeysIcon} roomy />
      <Settings />
    </header>
  );
});

const LAST: Readonly<Record<string, () => string>> = {
  "/moments": lastMoment,
  "/grid": lastGrid,
  "/weights": lastWeights,
};

/** Back to the moment, list or weights that one was at; from there to the first that waits, all photos, those in use. */
function backTo(view: string, event: MouseEvent): void {
  const last = LAST[view];
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey; // in a tab or window of its own
  if (last === undefined || elsewhere || location.pathname.startsWith(view)) return;
  event.preventDefault();
  navigate(last());
}

type IconButtonProps = {
  label: string;
  shortcut: string;
  press: () => void;
  icon: ComponentType;
  /** Only where there is room: a phone has neither keys nor other screens. */
  roomy?: boolean;
};

function IconButton({ label, shortcut, press, icon: Icon, roomy = false }: IconButtonProps) {
  return (
    <button
      type="button"
      className={`plain ${styles.icon} ${roomy ? styles.roomy : ""}`}
      title={`${label} (${shortcut})`}
      aria-label={label}
      onClick={press}
    >
      <Icon />
    </button>
  );
}

/** The photo looked at last; without one the grid, where one is chosen. */
function loupe(): string {
  return lastPlace()?.address ?? lastGrid();
}

function toggleFullScreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => undefined); // refused: by the browser, or the frame
}
