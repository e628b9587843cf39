import { describe, expect, it } from "vitest";
import type { PartInfo } from "../../api/types";
import {
  chosenOf,
  get,
  isOwn,
  leaningInWords,
  OWN,
  ownOf,
  read,
  same,
  set,
  sightInWords,
  summary,
  weightInWords,
  written,
} from "./weights";

const METADATA: PartInfo = { name: "metadata", looks_at: ["ISO", "shutter speed"], own: 0, photos: 46 };
const SIGNALS: PartInfo = { name: "technical", looks_at: ["sharpness", "noise"], own: 1, photos: 65 };
const own = ownOf([SIGNALS, METADATA]);

describe("weights", () => {
  it("forgets what is put back to what the model has", () => {
    const louder = set(set(OWN, own, "parts", "technical", 1.5), own, "styles", "contrast", -0.2);
    expect(get(louder, own, "parts", "technical")).toBe(1.5);
    expect(get(louder, own, "parts", "content")).toBe(1);
    expect(isOwn(set(set(louder, own, "parts", "technical", 1), own, "styles", "contrast", 0))).toBe(true);
  });

  it("writes the same weights the same, in whichever order they were set", () => {
    const one = set(set(OWN, own, "parts", "technical", 1.5), own, "parts", "aesthetic", 0.5);
    const other = set(set(OWN, own, "parts", "aesthetic", 0.5), own, "parts", "technical", 1.5);
    expect(written(one)).toBe(written(other));
    expect(same(one, other)).toBe(true);
  });

  it("reads back what it wrote, and takes nothing else for weights", () => {
    const chosen = set(OWN, own, "styles", "sharpness", 0.35);
    expect(read(written(chosen), own)).toEqual(chosen);
    expect(read("no weights", own)).toBeNull();
    expect(read("7", own)).toBeNull();
    expect(read(null, own)).toBeNull();
  });

  it("drops from the server's weights what says nothing", () => {
    const weights = { parts: { technical: 1, content: 2, metadata: 0 }, styles: { contrast: 0 } };
    expect(chosenOf(weights, own)).toEqual({ parts: { content: 2 }, styles: {} });
    expect(chosenOf(undefined, own)).toEqual(OWN);
  });

  it("keeps a part that the model does not count once somebody counts it", () => {
    expect(get(OWN, own, "parts", "metadata")).toBe(0);
    const counted = set(OWN, own, "parts", "metadata", 1);
    expect(read(written(counted), own)).toEqual({ parts: { metadata: 1 }, styles: {} });
    expect(isOwn(set(counted, own, "parts", "metadata", 0))).toBe(true);
  });

  it("says what a slider means", () => {
    expect(weightInWords(1, 1)).toBe("as the model has it");
    expect(weightInWords(0, 1)).toBe("left out");
    expect(weightInWords(1.5, 1)).toBe("1.5 times");
    expect(weightInWords(0, 0)).toBe("not counted");
    expect(weightInWords(1, 0)).toBe("counted");
    expect(weightInWords(0.5, 0)).toBe("counted 0.5 times");
    expect(leaningInWords(0.3)).toBe("30% more");
    expect(leaningInWords(-0.5)).toBe("50% less");
    const chosen = set(set(OWN, own, "parts", "aesthetic", 1.5), own, "styles", "saturation", 0.3);
    expect(summary(set(chosen, own, "parts", "metadata", 1), own)).toBe(
      "aesthetic 1.5 times, metadata counted, 30% more saturation",
    );
  });

  it("says what a part looks at, and of how many photos if not of all", () => {
    expect(sightInWords(SIGNALS, 65)).toBe("sharpness, noise");
    expect(sightInWords(METADATA, 65)).toBe("ISO, shutter speed: told by 46 of 65 photos");
    expect(sightInWords({ ...METADATA, photos: 0 }, 65)).toBe(
      "No photo here tells its ISO or shutter speed.",
    );
  });
});
