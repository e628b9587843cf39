import type { RefObject } from "react";
import { useKeys } from "../../lib/keys";

/** The keys of the weights: a digit goes to a slider, which its own arrow keys move. */
export function useWeightsKeys(
  desk: RefObject<HTMLElement | null>,
  sliders: number,
  reset: () => void,
): void {
  function focus(selector: string, place = 0): void {
    desk.current?.querySelectorAll<HTMLInputElement>(selector)[place]?.focus();
  }
  const digits = Array.from({ length: Math.min(sliders, 9) }, (_, place) => String(place + 1));
  useKeys("Weights", [
    {
      keys: digits,
      does: "To that slider; ← and → move it",
      run: ({ key }) => focus('input[type="range"]', Number(key) - 1),
    },
    { keys: ["r"], does: "Reset: as the model has it", run: reset },
    { keys: ["n"], does: "Save under a name", run: () => focus("form input") },
  ]);
}
