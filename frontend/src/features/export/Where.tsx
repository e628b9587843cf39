import type { ReactNode } from "react";
import styles from "./Fields.module.css";
import { type Form, type Place, suggested } from "./form";
import type { FieldsProps } from "./Which";

const WAYS: readonly [Form["by"], string][] = [
  ["copy", "copies"],
  ["hardlink", "hard links: no further room, on the same disk"],
  ["symlink", "symbolic links"],
  ["move", "move them there"],
];

/** Where to; one or more places. */
export function Where({ form, change, folder }: FieldsProps & { folder: string }) {
  const place = (name: Place, title: string, hint: string, more?: ReactNode) => (
    <PlaceField
      title={title}
      hint={hint}
      path={form[name]}
      suggestion={suggested(name, folder)}
      change={(path) => change({ [name]: path })}
    >
      {more}
    </PlaceField>
  );
  return (
    <fieldset className={styles.fields}>
      <legend>Where to</legend>
      {place(
        "to",
        "Folder",
        "the files, with the RAW and sidecars beside them",
        <>
          <label>
            As
            <select value={form.by} onChange={(event) => change({ by: event.target.value as Form["by"] })}>
              {WAYS.map(([by, says]) => (
                <option key={by} value={by}>
                  {says}
                </option>
              ))}
            </select>
          </label>
          <label className={styles.choice}>
            <input
              type="checkbox"
              checked={form.flat}
              onChange={(event) => change({ flat: event.target.checked })}
            />
            All in one folder
          </label>
        </>,
      )}
      {place("zip", "Zip archive", "one file to send")}
      {place(
        "gallery",
        "Gallery",
        "a page to look at in any browser, without metadata",
        <label className={styles.choice}>
          <input
            type="checkbox"
            checked={form.originals}
            onChange={(event) => change({ originals: event.target.checked })}
          />
          With the files themselves, to download
        </label>,
      )}
      {place("csv", "Table (CSV)", "scores, decisions and reasons for a spreadsheet")}
      {place("json", "JSON", "the same for a program")}
      <label className={styles.choice}>
        <input
          type="checkbox"
          checked={form.xmp}
          onChange={(event) => change({ xmp: event.target.checked })}
        />
        <span>
          XMP sidecars{" "}
          <span className="quiet small">decisions, beside the photos, for Lightroom and others</span>
        </span>
      </label>
    </fieldset>
  );
}

type PlaceFieldProps = {
  title: string;
  hint: string;
  path: string | null;
  suggestion: string;
  change: (path: string | null) => void;
  children?: ReactNode;
};

function PlaceField({ title, hint, path, suggestion, change, children }: PlaceFieldProps) {
  return (
    <div>
      <label className={styles.choice}>
        <input
          type="checkbox"
          checked={path !== null}
          onChange={(event) => change(event.target.checked ? suggestion : null)}
        />
        <span>
          {title} <span className="quiet small">{hint}</span>
        </span>
      </label>
      {path !== null && (
        <div className={styles.more}>
          <input
            className={styles.path}
            value={path}
            onChange={(event) => change(event.target.value)}
            aria-label={`Path of ${title}`}
            spellCheck={false}
            autoComplete="off"
          />
          {children}
        </div>
      )}
    </div>
  );
}
