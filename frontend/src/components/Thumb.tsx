import { picture } from "../api/client";
import type { Photo } from "../api/types";
import { usePicture } from "../lib/usePicture";
import { NoPicture } from "./NoPicture";
import styles from "./Thumb.module.css";

type Props = {
  photo: Pick<Photo, "id" | "version"> & Partial<Pick<Photo, "width" | "height" | "failure">>;
  /** What a screen reader says; empty where the words stand beside it. */
  alt: string;
  /** How it lies in its box where the shapes differ. */
  fit?: "cover" | "contain";
  /** Fetched before it comes into view: what is seen at once. */
  eager?: boolean;
  className?: string | undefined;
};

/** A photo's thumbnail. It fills the box that it is put into; the box is the caller's, so that nothing moves. */
export function Thumb({ photo, alt, fit = "cover", eager = false, className }: Props) {
  const source = picture(photo, "thumbnail");
  const { fate, attempt, came, failed } = usePicture(source);
  if (photo.failure) {
    return (
      <>
        {alt && <span className="unseen">{alt}: </span>}
        <NoPicture photo={photo.id} why={photo.failure} className={className} />
      </>
    );
  }
  if (fate !== "shown") {
    const lost = fate === "bad" ? `${styles.failed} ${styles.lost}` : "";
    return (
      <span
        className={`${styles.thumb} ${lost} ${className ?? ""}`}
        title={fate === "away" ? "Cannot be reached now" : undefined}
      >
        {alt && <span className="unseen">{alt}: </span>}
      </span>
    );
  }
  return (
    <img
      key={attempt}
      className={`${styles.thumb} ${className ?? ""}`}
      style={{ objectFit: fit }}
      src={source}
      alt={alt}
      width={photo.width || undefined}
      height={photo.height || undefined}
      loading={eager ? "eager" : "lazy"}
      decoding="async"
      draggable={false}
      onLoad={came}
      onError={failed}
    />
  );
}
