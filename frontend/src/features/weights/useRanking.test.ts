import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useRested } from "./useRanking";

describe("a value that rests", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("asks once for where the slider came to rest, not for every place that it passed", () => {
    const asked: number[] = [];
    const { rerender } = renderHook(
      ({ value }) => {
        const rested = useRested(value, 90);
        if (asked.at(-1) !== rested) asked.push(rested);
      },
      { initialProps: { value: 0 } },
    );
    for (const value of [0.1, 0.2, 0.3]) {
      rerender({ value });
      act(() => vi.advanceTimersByTime(40));
    }
    act(() => vi.advanceTimersByTime(90));
    expect(asked).toEqual([0, 0.3]);
  });
});
