import { describe, expect, it } from "vitest";
import { asked, EMPTY, type Form, formOf, missing, moves, searchOf, suggested } from "./form";

const COPY: Form = { ...EMPTY, to: "/disk/best" };

describe("the export form", () => {
  it("asks for what was chosen, and for nothing else", () => {
    expect(asked({ ...COPY, to: " /disk/best ", stars: "3", top: "50", by: "hardlink" }, null)).toMatchObject(
      {
        kept: true,
        rejected: false,
        stars: 3,
        top: 50,
        min_score: null,
        to: "/disk/best",
        by: "hardlink",
        zip: null,
        xmp: false,
      },
    );
  });

  it("says what is missing before the server has to", () => {
    expect(missing(EMPTY)).toBe("Choose where the photos are to go.");
    expect(missing({ ...COPY, zip: "" })).toBe("Say where: a path on this computer.");
    expect(missing({ ...COPY, to: "best" })).toBe("Give the whole path, from the root of the disk.");
    expect(missing({ ...COPY, top: "2.5" })).toMatch(/whole number/);
    expect(missing({ ...COPY, minScore: "11" })).toBe("Scores are from 0 to 10.");
    expect(missing(COPY)).toBeNull();
    expect(missing({ ...EMPTY, xmp: true })).toBeNull();
    expect(missing({ ...EMPTY, to: "C:\\Photos\\best" })).toBeNull();
  });

  it("is the same after a reload", () => {
    const form: Form = { ...COPY, verdict: "any", best: true, minScore: "7", by: "move", csv: "" };
    expect(formOf(searchOf(form))).toEqual(form);
    expect(searchOf(EMPTY).size).toBe(0);
  });

  it("takes nothing from an address that it does not know", () => {
    expect(formOf(new URLSearchParams("verdict=all&by=burn&nonsense=1&run=7"))).toEqual(EMPTY);
  });

  it("suggests places beside the library, not in it", () => {
    expect(suggested("to", "/home/ada/Japan/")).toBe("/home/ada/Japan - best");
    expect(suggested("zip", "/home/ada/Japan")).toBe("/home/ada/Japan - best.zip");
    expect(suggested("csv", "C:\\Japan")).toBe("C:\\Japan.csv");
  });

  it("is wary of moves alone", () => {
    expect(moves(COPY)).toBe(false);
    expect(moves({ ...COPY, by: "move" })).toBe(true);
    expect(moves({ ...EMPTY, zip: "/a.zip", by: "move" })).toBe(false);
  });

  it("means all that was not rejected where that is chosen, and with sidecars alone all there is to say", () => {
    expect(asked({ ...COPY, verdict: "any" }, null)).toMatchObject({
      everything: true,
      kept: false,
      rejected: false,
    });
    expect(asked(COPY, null).everything).toBe(false);
    expect(asked({ ...EMPTY, verdict: "any", xmp: true }, null).everything).toBe(false);
  });

  it("means the photos that the grid sent along where that is chosen, and else no particular ones", () => {
    expect(asked({ ...COPY, verdict: "these" }, [3, 4])).toMatchObject({ photos: [3, 4], kept: false });
    expect(asked(COPY, [3, 4]).photos).toBeNull();
  });
});
