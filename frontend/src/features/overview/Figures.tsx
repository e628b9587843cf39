import type { ReactNode } from "react";
import { Link } from "wouter";
import type { LibraryView } from "../../api/types";
import { bytes, count, number, score } from "../../lib/words";
import styles from "./Figures.module.css";

/** The five numbers that say how the library stands; each leads to what it counts. */
export function Figures({ library }: { library: LibraryView }) {
  return (
    <ul className={styles.figures}>
      <Figure href="/grid" value={number(library.photos)} name={library.photos === 1 ? "photo" : "photos"}>
        {dates(library)}
      </Figure>
      <Figure href="/grid" value={score(library.median)} name="median score">
        {ratedInWords(library)}
      </Figure>
      <Figure
        href="/moments"
        value={isUnknown(library, "moments") ? UNKNOWN : number(library.waiting_groups)}
        name={library.waiting_groups === 1 ? "moment waits" : "moments wait"}
      >
        {waitingInWords(library)}
      </Figure>
      <Figure
        href="/grid?sort=group&spare=true"
        value={isUnknown(library, "spare") ? UNKNOWN : number(library.spare)}
        name="could go"
      >
        {spareInWords(library)}
      </Figure>
      <Decided library={library} />
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

/** What is decided leads to three lists. */
function Decided({ library: { photos, kept, rejected } }: { library: LibraryView }) {
  const lists = [
    ["kept", kept],
    ["rejected", rejected],
    ["undecided", photos - kept - rejected],
  ] as const;
  return (
    <li className={styles.figure}>
      <span className={styles.value}>{number(kept + rejected)}</span>
      <span>decided</span>
      <span className={styles.bar} aria-hidden="true">
        {lists.map(([decision, some]) => (
          <span key={decision} className={styles[decision]} style={{ flexGrow: some }} />
        ))}
      </span>
      <span className={`${styles.more} ${styles.lists}`}>
        {lists.map(([decision, some]) => (
          <Link key={decision} href={`/grid?decision=${decision}`}>
            {number(some)} {decision}
          </Link>
        ))}
      </span>
    </li>
  );
}

/** How many have a score, and what became of the others: together all photos. */
export function ratedInWords({ photos, scored, unscoreable, waiting }: LibraryView): string {
  if (scored === photos) return photos === 1 ? "of the one photo" : "of all of them";
  const said = [`of ${number(scored)} rated`];
  if (unscoreable > 0) said.push(`${number(unscoreable)} could not be`);
  if (waiting > 0) said.push(`${number(waiting)} not yet`);
  return said.join(", ");
}

const NAMES: readonly [keyof LibraryView["waiting_kinds"], string, string][] = [
  ["burst", "burst", "bursts"],
  ["bracket", "bracket", "brackets"],
  ["panorama", "panorama", "panoramas"],
  ["copy", "set of copies", "sets of copies"],
  ["exact", "set of identical files", "sets of identical files"],
];

const UNKNOWN = "–";
const NOT_YET = "not looked for yet";

/** Whether there are none as far as is known, and nobody has looked. */
function isUnknown(library: LibraryView, what: "moments" | "spare"): boolean {
  return !library.grouped && library[what] === 0;
}

/** What kinds the moments that wait are of, which adds up to them, and how many there are in all. */
export function waitingInWords(library: LibraryView): string {
  const { moments, waiting_groups, waiting_kinds } = library;
  if (isUnknown(library, "moments")) return NOT_YET;
  if (moments === 0) return "no bursts or copies found";
  if (waiting_groups === 0)
    return moments === 1 ? "the one is decided" : `all ${number(moments)} are decided`;
  const said = NAMES.flatMap(([kind, one, many]) => {
    const some = waiting_kinds[kind] ?? 0;
    return some > 0 ? [count(some, one, many)] : [];
  });
  const all = waiting_groups < moments ? `of ${number(moments)}: ` : "";
  return all + said.join(", ");
}

/** What could go, if one kept the suggested photos of each moment. */
export function spareInWords(library: LibraryView): string {
  const { spare, spare_bytes, spare_rejected } = library;
  if (isUnknown(library, "spare")) return NOT_YET;
  if (spare === 0) return "nothing is there twice";
  const freed = `${bytes(spare_bytes)}, if the best of each moment is kept`;
  return spare_rejected > 0 ? `${freed}; ${number(spare_rejected)} rejected already` : freed;
}

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

function dates({ first_taken: first, last_taken: last }: LibraryView): string {
  if (!first || !last) return "";
  return DAY.formatRange(new Date(first), new Date(last));
}
