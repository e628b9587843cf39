import type { ReactNode } from "react";
import { usePhoto } from "../../api/queries";
import type { Group, Photo } from "../../api/types";
import { Thumb } from "../../components/Thumb";
import { moment } from "../../lib/exposure";
import { useMedia } from "../../lib/media";
import type { Standing } from "../../lib/resting";
import { type Beside, shownOf } from "./beside";
import { CloseUpsSwitch } from "./CloseUpsSwitch";
import styles from "./Panel.module.css";
import type { Deed } from "./useDeeds";
import { againstOf, certaintyOf, factsOf, isUnreadable, titleOf, whenOf } from "./words";

/** Not a phone, where the rarer deeds are folded away. */
const ROOMY = "(min-width: 721px) and (min-height: 501px)";

type Props = {
  group: Group;
  photo: Photo;
  deeds: readonly Deed[];
  /** A second tap in haste would be on the next moment, or on what was split off or joined. */
  standing: Standing;
  beside: Beside | null;
  selected: number;
  /** A closer look at the photo, where there is room. */
  children: ReactNode;
};

/** Why this keeper, and what can be done. */
export function Panel({ group, photo, deeds, standing, beside, selected, children }: Props) {
  const isRoomy = useMedia(ROOMY);
  const [accept, ...others] = deeds;
  const ofKey = (key: string) => others.filter((deed) => deed.keys.includes(key));
  return (
    <aside className={styles.panel} aria-label="About this moment">
      <header className={styles.head}>
        <h2>{titleOf(group)}</h2>
        <Certainty group={group} />
      </header>
      <Reasons group={group} />
      <About photo={photo} />
      <div className={styles.closer} aria-hidden="true">
        {children}
      </div>
      <div className={styles.deeds}>
        {accept && (
          <button
            type="button"
            className={`primary ${styles.accept}`}
            title={accept.waits ?? accept.does}
            aria-disabled={accept.waits !== undefined}
            onClick={standing(accept.run)}
          >
            {accept.name} <Key name="Enter" />
          </button>
        )}
        <div className={styles.first}>
          {["k", "p", "x"].flatMap(ofKey).map((deed) => (
            <Act key={deed.does} deed={deed} standing={standing} />
          ))}
        </div>
        <details className={styles.more} open={isRoomy}>
          <summary>More</summary>
          <CloseUpsSwitch className={styles.switch} />
          <div className={styles.rest}>
            {["a", "c", "s", "d"].flatMap(ofKey).map((deed) => (
              <Act key={deed.does} deed={deed} standing={standing} />
            ))}
            {ofKey("j").map((deed) => (
              <Join key="j" deed={deed} standing={standing} beside={beside} />
            ))}
          </div>
        </details>
        <p className={`quiet small ${styles.selected}`} aria-live="polite">
          {selected > 0 && `${selected} selected: ${selected === 1 ? "this is" : "these are"} meant`}
        </p>
      </div>
    </aside>
  );
}

function Reasons({ group }: { group: Group }) {
  const against = againstOf(group);
  return (
    <div className={styles.why}>
      {against && <p className="quiet small">{against}</p>}
      <ul className={styles.reasons} aria-label="Why this keeper">
        {group.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </div>
  );
}

/** What is known of the photo that is looked at; what is long is cut off, but for the name. */
function About({ photo }: { photo: Photo }) {
  const detail = usePhoto(photo.id).data;
  const { name, folder, taken_at } = photo;
  const lines = [taken_at && moment(taken_at), ...factsOf(photo, detail), folder].filter(Boolean);
  return (
    <div className={styles.photo}>
      <p className={styles.name}>{name}</p>
      {lines.map((line) => (
        <p key={line} className="quiet" title={line ?? undefined}>
          {line}
        </p>
      ))}
    </div>
  );
}

function Certainty({ group }: { group: Group }) {
  const { words, share } = certaintyOf(group);
  const isDoubtful = isUnreadable(group) || (share !== null && !group.sure);
  return (
    <p className={`${styles.certainty} ${isDoubtful ? styles.doubtful : ""}`}>
      <span>{words}</span>
      {share !== null && (
        <>
          <span className={styles.bar} aria-hidden="true">
            <span style={{ width: `${(share - 50) * 2}%` }} />
          </span>
          <span className="quiet small">{share} in 100 would prefer it to the next</span>
        </>
      )}
    </p>
  );
}

type ActProps = Pick<Props, "standing"> & { deed: Deed };

function Act({ deed, standing }: ActProps) {
  return (
    <button
      type="button"
      className={deed.on ? styles[deed.on] : undefined}
      aria-pressed={"on" in deed ? deed.on !== null : undefined}
      title={deed.waits ?? deed.does}
      aria-disabled={deed.waits !== undefined}
      disabled={deed.off}
      onClick={standing(deed.run)}
    >
      {deed.name} <Key name={deed.keys[0] ?? ""} />
    </button>
  );
}

/** Says what would be joined, which is not on the screen otherwise; or that there is nothing to join. */
function Join({ deed, standing, beside }: ActProps & Pick<Props, "beside">) {
  return (
    <div className={styles.join}>
      {beside && (
        <span className={styles.thumbs} aria-hidden="true">
          {shownOf(beside.group).map((photo) => (
            <span key={photo.id}>
              <Thumb photo={photo} alt="" />
            </span>
          ))}
        </span>
      )}
      <button
        type="button"
        title={deed.waits ?? deed.does}
        aria-disabled={deed.waits !== undefined}
        disabled={deed.off}
        onClick={standing(deed.run)}
      >
        {beside
          ? `${deed.name} ${beside.group.members.length} photos, ${whenOf(beside)}`
          : `${deed.name}: no moment is near`}{" "}
        <Key name="j" />
      </button>
    </div>
  );
}

function Key({ name }: { name: string }) {
  return <kbd className={styles.key}>{name.length === 1 ? name.toUpperCase() : name}</kbd>;
}
