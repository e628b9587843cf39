import { describe, expect, it } from "vitest";
import { chosenOf, get, inWords, isOwn, OWN, read, same, set, summary, written } from "./weights";

describe("weights", () => {
  it("forgets what is put back to what the model has", () => {
    const louder = set(set(OWN, "parts", "technical", 1.5), "styles", "contrast", -0.2);
    expect(get(louder, "parts", "technical")).toBe(1.5);
    expect(get(louder, "parts", "content")).toBe(1);
    expect(isOwn(set(set(louder, "parts", "technical", 1), "styles", "contrast", 0))).toBe(true);
  });

  it("writes the same weights the same, in whichever order they were set", () => {
    const one = set(set(OWN, "parts", "technical", 1.5), "parts", "aesthetic", 0.5);
    const other = set(set(OWN, "parts", "aesthetic", 0.5), "parts", "technical", 1.5);
    expect(written(one)).toBe(written(other));
    expect(same(one, other)).toBe(true);
  });

  it("reads back what it wrote, and takes nothing else for weights", () => {
    const chosen = set(OWN, "styles", "sharpness", 0.35);
    expect(read(written(chosen))).toEqual(chosen);
    expect(read("no weights")).toBeNull();
    expect(read("7")).toBeNull();
    expect(read(null)).toBeNull();
  });

  it("drops from the server's weights what says nothing", () => {
    expect(chosenOf({ parts: { technical: 1, content: 2 }, styles: { contrast: 0 } })).toEqual({
      parts: { content: 2 },
      styles: {},
    });
    expect(chosenOf(undefined)).toEqual(OWN);
  });

  it("says what a slider means", () => {
    expect(inWords("parts", 1)).toBe("as the model has it");
    expect(inWords("parts", 0)).toBe("left out");
    expect(inWords("parts", 1.5)).toBe("1.5 times");
    expect(inWords("styles", 0.3)).toBe("30% more");
    expect(inWords("styles", -0.5)).toBe("50% less");
    expect(summary(set(set(OWN, "parts", "aesthetic", 1.5), "styles", "saturation", 0.3))).toBe(
      "aesthetic 1.5 times, 30% more saturation",
    );
  });
});
