import { describe, expect, it } from "vitest";
import { bytes, count, duration, score } from "./words";

describe("numbers in words", () => {
  it("counts one and many", () => {
    expect(count(1, "photo")).toBe("1 photo");
    expect(count(2000, "photo")).toBe("2,000 photos");
    expect(count(0, "copy", "copies")).toBe("0 copies");
  });

  it("gives sizes one decimal below ten, and none above", () => {
    expect(bytes(0)).toBe("0 bytes");
    expect(bytes(999)).toBe("999 bytes");
    expect(bytes(1_240_000)).toBe("1.2 MB");
    expect(bytes(999_600)).toBe("1.0 MB");
    expect(bytes(34_000_000_000)).toBe("34 GB");
  });

  it("never says that something takes no time at all", () => {
    expect(duration(0.2)).toBe("1 s");
    expect(duration(59.4)).toBe("59 s");
    expect(duration(180)).toBe("3 min");
    expect(duration(7500)).toBe("2 h 5 min");
    expect(duration(3600)).toBe("1 h");
  });

  it("has a dash for a photo without a score", () => {
    expect(score(null)).toBe("–");
    expect(score(6.54)).toBe("6.5");
  });
});
