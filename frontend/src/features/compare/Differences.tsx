import { type ReactNode, useMemo } from "react";
import { useLibrary } from "../../api/queries";
import type { PhotoDetail, SignalInfo } from "../../api/types";
import { letterOf } from "./bench";
import styles from "./Differences.module.css";
import { type Difference, measured, written } from "./difference";

const NO_SIGNALS: readonly SignalInfo[] = [];

type Props = {
  photos: readonly PhotoDetail[];
  /** The one that is looked at. */
  looked: number;
  /** What else there is to say. */
  children?: ReactNode;
};

/** The figures in which photos differ most, a column for each photo, the best of each line marked. */
export function Differences({ photos, looked, children }: Props) {
  const signals = useLibrary().data?.signals ?? NO_SIGNALS;
  const ours = useMemo(() => measured(photos, signals), [photos, signals]);
  const theirs = useMemo(() => written(photos), [photos]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must get to it
    <aside className={styles.differences} aria-label="What differs" tabIndex={0}>
      {ours.length + theirs.length === 0 && <p className="quiet small">All figures are the same.</p>}
      <Table caption="Measured" lines={ours} photos={photos} looked={looked} />
      <Table caption="Camera and file" lines={theirs} photos={photos} looked={looked} />
      {children}
    </aside>
  );
}

type TableProps = Pick<Props, "photos" | "looked"> & { caption: string; lines: readonly Difference[] };

function Table({ caption, lines, photos, looked }: TableProps) {
  if (lines.length === 0) return null;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{caption}</th>
          {photos.map((photo, place) => (
            <th key={photo.id} scope="col" className={photo.id === looked ? styles.looked : undefined}>
              <abbr title={photo.name}>{letterOf(place)}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ name, cells }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {cells.map(({ text, isBest }, place) => (
              <td key={photos[place]?.id} className={isBest ? styles.best : undefined}>
                {unbroken(text)}
                {isBest && <span className="unseen">, the best</span>}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Not broken before a unit. */
function unbroken(figure: string): string {
  return figure.replace(/ (?=(%|s|mm|bytes|[kMGT]B)$)/, "\u00a0").replace("× ", "×\u00a0");
}
