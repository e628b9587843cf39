import type { ReactNode } from "react";
import { Link } from "wouter";
import type { LibraryView } from "../../api/types";
import { bytes, count, number, score } from "../../lib/words";
import styles from "./Figures.module.css";

/** The five numbers that say how the library stands; each leads to what it counts. */
export function Figures({ library }: { library: LibraryView }) {
  const { kept, rejected } = library;
  const decided = kept + rejected;
  return (
    <ul className={styles.figures}>
      <Figure href="/grid" value={number(library.photos)} name={library.photos === 1 ? "photo" : "photos"}>
        {dates(library)}
      </Figure>
      <Figure href="/grid" value={score(library.median)} name="median score">
        of {number(library.scored)} rated
      </Figure>
      <Figure
        href="/moments"
        value={number(library.waiting_groups)}
        name={library.waiting_groups === 1 ? "moment waits" : "moments wait"}
      >
        {inGroups(library)}
      </Figure>
      <Figure href="/moments" value={number(library.spare)} name="can go">
        {library.spare === 0 ? "nothing found twice" : `would free ${bytes(library.spare_bytes)}`}
      </Figure>
      <Figure href="/grid?decision=kept" value={number(decided)} name="decided">
        <span className={styles.bar} aria-hidden="true">
          <span className={styles.kept} style={{ flexGrow: kept }} />
          <span className={styles.rejected} style={{ flexGrow: rejected }} />
          <span style={{ flexGrow: Math.max(0, library.photos - decided) }} />
        </span>
        {number(kept)} kept, {number(rejected)} rejected
      </Figure>
    </ul>
  );
}

type FigureProps = { href: string; value: string; name: string; children: ReactNode };

function Figure({ href, value, name, children }: FigureProps) {
  return (
    <li>
      <Link href={href} className={styles.figure}>
        <span className={styles.value}>{value}</span>
        <span>{name}</span>
        <span className={styles.more}>{children}</span>
      </Link>
    </li>
  );
}

const NAMES: readonly [keyof LibraryView["groups"], string, string][] = [
  ["burst", "burst", "bursts"],
  ["copy", "set of copies", "sets of copies"],
  ["exact", "exact copy", "exact copies"],
];

function inGroups(library: LibraryView): string {
  const said = NAMES.flatMap(([kind, one, many]) => {
    const groups = library.groups[kind] ?? 0;
    return groups > 0 ? [count(groups, one, many)] : [];
  });
  return said.length > 0 ? said.join(", ") : "no bursts or copies found";
}

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

function dates({ first_taken: first, last_taken: last }: LibraryView): string {
  if (!first || !last) return "";
  return DAY.formatRange(new Date(first), new Date(last));
}
