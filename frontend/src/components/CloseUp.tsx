import { picture } from "../api/client";
import { PREVIEW_LONG_SIDE_PX } from "../lib/prefetch";
import { usePicture } from "../lib/usePicture";
import { type Spot, windowAt } from "../lib/zoom";
import styles from "./CloseUp.module.css";
import type { Shown } from "./ZoomStage";

type Props = {
  photo: Shown;
  /** What lies in the middle, as far as the picture's edges let it. */
  spot: Spot;
};

/**
 * A part of a photo, a pixel of its preview on one of the screen: whether it is sharp is seen without zooming.
 *
 * It fills the box that it is put into; words stand beside it.
 */
export function CloseUp({ photo, spot }: Props) {
  const source = picture(photo, "preview");
  const { fate, attempt, came, failed } = usePicture(source);
  return (
    <span className={styles.box}>
      {fate === "shown" && (
        <img
          key={attempt}
          src={source}
          style={windowAt(spot, photo, PREVIEW_LONG_SIDE_PX, devicePixelRatio)}
          alt=""
          decoding="async"
          draggable={false}
          onLoad={came}
          onError={failed}
        />
      )}
    </span>
  );
}
