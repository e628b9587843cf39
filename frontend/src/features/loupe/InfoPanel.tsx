import { Link } from "wouter";
import type { PhotoDetail } from "../../api/types";
import { CloseIcon } from "../../components/icons";
import { exposureOf, moment } from "../../lib/exposure";
import { prefer } from "../../lib/preferences";
import { bytes, number } from "../../lib/words";
import { Explain } from "./Explain";
import styles from "./InfoPanel.module.css";
import { ToneHistogram } from "./ToneHistogram";

/** What is known of a photo. While the next one's is on its way its place is kept. */
export function InfoPanel({ photo }: { photo: PhotoDetail | undefined }) {
  return (
    <aside className={styles.panel} aria-label="About this photo">
      <button
        type="button"
        className={`plain ${styles.close}`}
        aria-label="Close"
        onClick={() => prefer({ showInfo: false })}
      >
        <CloseIcon />
      </button>
      {photo && (
        <>
          {photo.explanation ? (
            <Explain explanation={photo.explanation} />
          ) : (
            <p className="quiet">{photo.failure ?? "This photo is not scored yet."}</p>
          )}
          {!photo.failure && <ToneHistogram photo={photo} />}
          <Facts photo={photo} />
          <Groups photo={photo} />
        </>
      )}
    </aside>
  );
}

function Facts({ photo }: { photo: PhotoDetail }) {
  const facts = factsOf(photo).filter(([, fact]) => fact !== null);
  return (
    <dl className={styles.facts}>
      {facts.map(([name, fact]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{fact}</dd>
        </div>
      ))}
    </dl>
  );
}

function factsOf(photo: PhotoDetail): [string, string | null][] {
  const { shot, width, height } = photo;
  const exposure = exposureOf(shot);
  return [
    ["Taken", photo.taken_at && moment(photo.taken_at)],
    ["Exposure", exposure.length > 0 ? exposure.join("  ") : null],
    ["Length", lengthOf(shot)],
    ["Camera", shot.camera ?? null],
    ["Lens", shot.lens ?? null],
    ["Flash", shot.flash_fired == null ? null : shot.flash_fired ? "fired" : "did not fire"],
    ["Film", shot.film_simulation ?? null],
    ["Place", placeOf(shot)],
    ["Size", width > 0 ? `${number(width)} × ${number(height)}, ${bytes(photo.bytes)}` : bytes(photo.bytes)],
    ["Format", photo.format],
    ["Beside it", photo.companion],
    ["Folder", photo.folder || null],
    ["File", photo.name],
  ];
}

function lengthOf({ focal_length_mm: real, focal_length_35mm: full }: PhotoDetail["shot"]): string | null {
  if (real == null) return full == null ? null : `${Math.round(full)} mm (35 mm)`;
  const same = full == null || Math.round(full) === Math.round(real);
  return `${Number(real.toFixed(1))} mm${same ? "" : `, as ${Math.round(full)} mm`}`;
}

function placeOf({ latitude, longitude }: PhotoDetail["shot"]): string | null {
  return latitude == null || longitude == null ? null : `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
}

const KINDS: Readonly<Record<string, string>> = {
  exact: "identical files",
  copy: "copies",
  burst: "burst",
  bracket: "bracket",
  panorama: "panorama",
  scene: "scene",
};

function Groups({ photo }: { photo: PhotoDetail }) {
  if (photo.groups.length === 0) return null;
  return (
    <ul className={styles.groups} aria-label="Groups">
      {photo.groups.map(({ group, kind, size, keeper }) => (
        <li key={group}>
          <Link href={`/moments/${group}`}>
            {keeper ? "The keeper" : "One"} of {number(size)}: {KINDS[kind] ?? kind}
          </Link>
        </li>
      ))}
    </ul>
  );
}
