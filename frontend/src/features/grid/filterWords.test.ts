import { describe, expect, it } from "vitest";
import { chipsOf, orderInWords, orderOf, signalsByPart } from "./filterWords";
import { signalRange, signalText } from "./signalRange";

const texts = (...asked: Parameters<typeof chipsOf>) => chipsOf(...asked).map(({ text }) => text);

describe("chips", () => {
  it("say what narrows the list", () => {
    expect(
      texts({ min_score: 5, max_score: 8, stars: 4, camera: "X-T5", folder: "day 1" }, undefined),
    ).toEqual(["score 5 – 8", "X-T5", "in day 1", "★★★★ or more"]);
  });

  it("say which end is open", () => {
    expect(texts({ min_score: 0, until: "2024-05-01" }, undefined)).toEqual([
      "score from 0",
      "taken up to 2024-05-01",
    ]);
  });

  it("take away all that they stand for", () => {
    expect(chipsOf({ min_score: 5, max_score: 8 }, undefined)[0]?.without).toEqual({
      min_score: null,
      max_score: null,
    });
  });

  it("name a signal though its label is not known yet", () => {
    expect(texts({ signal: "noise:0.2:" }, undefined)).toEqual(["noise from 0.2"]);
  });
});

describe("a range of a signal", () => {
  it.each(["noise:0.2:0.8", "noise::0.8", "noise:-1.5:"])("%s comes back as it was", (text) => {
    expect(signalText(signalRange(text))).toBe(text);
  });

  it("that is open at both ends asks for nothing", () => {
    expect(signalText({ name: "noise", low: null, high: null })).toBeNull();
  });

  it("keeps a zero", () => {
    expect(signalText({ name: "noise", low: 0, high: null })).toBe("noise:0:");
  });
});

it("time and names rise, scores and signals fall, unless it is turned round", () => {
  expect(orderOf({ sort: "taken_at" })).toBe("asc");
  expect(orderOf({})).toBe("desc");
  expect(orderOf({ sort: "sharpness" })).toBe("desc");
  expect(orderOf({ sort: "name", order: "desc" })).toBe("desc");
});

it("an order is said in words that suit what is sorted by", () => {
  expect(orderInWords({})).toBe("Highest first");
  expect(orderInWords({ sort: "folder" })).toBe("A to Z");
  expect(orderInWords({ sort: "decision" })).toBe("Kept first");
  expect(orderInWords({ sort: "group", order: "desc" })).toBe("Latest first");
});

it("signals are offered by the part of the score that they belong to, in order of the alphabet", () => {
  const signal = (name: string, label: string, part: string) => ({
    name,
    label,
    part,
    lowest: 0,
    highest: 1,
    median: 0.5,
    bars: { low: 0, width: 0, photos: [] },
  });
  const offered = signalsByPart([
    signal("sharpness", "sharpness", "technical"),
    signal("cast", "white balance", "aesthetic"),
    signal("defocus", "focus", "technical"),
    signal("charm", "charm", "of another model"),
  ]);
  expect(offered.map(({ name, signals }) => [name, ...signals.map((each) => each.name)])).toEqual([
    ["Technical", "Focus", "Sharpness"],
    ["Aesthetic", "White balance"],
    ["Other signals", "Charm"],
  ]);
});

it("a list of what could go says so", () => {
  expect(texts({ spare: true }, undefined)).toEqual(["Could go"]);
});
