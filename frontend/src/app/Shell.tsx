import { type ComponentType, type ReactNode, useRef } from "react";
import { Link, useLocation } from "wouter";
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
import { lastPlace } from "../lib/place";
import { KeySheet } from "./KeySheet";
import { Saving } from "./Saving";
import { Settings } from "./Settings";
import styles from "./Shell.module.css";
import { redo, undo } from "./session";
import { Toasts } from "./Toasts";

const VIEWS: readonly { path: string; name: string; key?: string; icon: ComponentType; also?: RegExp }[] = [
  { path: "/", name: "Overview", icon: OverviewIcon },
  { path: "/moments", name: "Moments", key: "M", icon: MomentsIcon, also: /^\/moments\// },
  { path: "/grid", name: "Grid", key: "G", icon: GridIcon, also: /^\/(photos|compare)\// },
  { path: "/weights", name: "Weights", icon: WeightsIcon },
  { path: "/export", name: "Export", icon: ExportIcon },
];

/** What is around every view: the way to the others, how saving goes on, undo, settings, keys. */
export function Shell({ children }: { children: ReactNode }) {
  const [path, go] = useLocation();
  const sheet = useRef<HTMLDialogElement>(null);
  const showKeys = () => sheet.current?.showModal();
  useKeys("Everywhere", [
    { keys: ["m"], does: "Moments", run: () => go("/moments") },
    { keys: ["g"], does: "Grid", run: () => go(`/grid${lastPlace()?.search ?? ""}`) },
    { keys: ["l"], does: "Loupe: the photo looked at last", run: () => go(loupe()) },
    ...UNDO_KEYS,
    { keys: ["f"], does: "Full screen", run: toggleFullScreen },
    { keys: ["?"], does: "This sheet", run: showKeys },
  ]);
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        Skip to the content
      </a>
      <header className={styles.bar}>
        <span className={styles.brand}>winnow</span>
        <nav className={styles.views} aria-label="Views">
          {VIEWS.map(({ path: to, name, key, icon: Icon, also }) => (
            <Link
              key={to}
              href={to}
              className={styles.view}
              aria-current={path === to || also?.test(path) ? "page" : undefined}
              aria-keyshortcuts={key}
              title={key && `${name} (${key})`}
            >
              <Icon />
              <span>{name}</span>
            </Link>
          ))}
        </nav>
        <span className={styles.gap} />
        <Saving />
        <button
          type="button"
          className={`plain ${styles.icon}`}
          title="Undo (Z)"
          aria-label="Undo"
          onClick={undo}
        >
          <UndoIcon />
        </button>
        <button
          type="button"
          className={`plain ${styles.icon}`}
          title="Redo (Y)"
          aria-label="Redo"
          onClick={redo}
        >
          <RedoIcon />
        </button>
        <button
          type="button"
          className={`plain ${styles.icon} ${styles.roomy}`}
          title="Full screen (F)"
          aria-label="Full screen"
          onClick={toggleFullScreen}
        >
          <FullScreenIcon />
        </button>
        <button
          type="button"
          className={`plain ${styles.icon} ${styles.roomy}`}
          title="Keys (?)"
          aria-label="Keys"
          onClick={showKeys}
        >
          <KeysIcon />
        </button>
        <Settings />
      </header>
      <main id="content" className={styles.content} tabIndex={-1}>
        <ErrorBoundary place={path}>{children}</ErrorBoundary>
      </main>
      <Toasts />
      <KeySheet sheet={sheet} />
    </div>
  );
}

/** The photo looked at last; without one the grid, where one is chosen. */
function loupe(): string {
  const place = lastPlace();
  return place ? `/photos/${place.photo}${place.search}` : "/grid";
}

function toggleFullScreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => undefined); // refused: by the browser, or the frame
}
