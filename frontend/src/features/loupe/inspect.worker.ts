/** Measures pictures beside the page: neither scrolling nor a key ever waits for it. */
import { clipsOf, peaksOf, type Tones, tonesOf } from "./inspect";

export type Asked = { ticket: number; address: string; what: "tones" | "peaks" | "clips" };
export type Answer = { ticket: number; tones?: Tones; marks?: ImageBitmap; failed?: boolean };

/** Long sides: tones do not need more; marks are drawn over the preview. */
const LONG_SIDE = { tones: 800, peaks: 1600, clips: 1600 };

const scope = self as unknown as {
  onmessage: (event: MessageEvent<Asked>) => void;
  postMessage: (answer: Answer, given?: Transferable[]) => void;
};

scope.onmessage = ({ data: asked }) => {
  measure(asked).catch(() => scope.postMessage({ ticket: asked.ticket, failed: true }));
};

async function measure({ ticket, address, what }: Asked): Promise<void> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(response.statusText);
  const { data, width, height } = await pixelsOf(await response.blob(), LONG_SIDE[what]);
  if (what === "tones") return scope.postMessage({ ticket, tones: tonesOf(data) });
  const drawn = what === "peaks" ? peaksOf(data, width, height) : clipsOf(data);
  const marks = await createImageBitmap(new ImageData(drawn, width, height));
  scope.postMessage({ ticket, marks }, [marks]);
}

async function pixelsOf(file: Blob, longSide: number): Promise<ImageData> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, longSide / Math.max(picture.width, picture.height));
  const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
  const pen = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("no canvas");
  pen.drawImage(picture, 0, 0, width, height);
  picture.close();
  return pen.getImageData(0, 0, width, height);
}
