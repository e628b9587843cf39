import { useState } from "react";
import type { SignalInfo } from "../../api/types";
import { Histogram } from "../../components/Histogram";
import { type Axis, between, openEnds } from "../../lib/brush";
import type { Change } from "./FilterBar";
import { signalsByPart } from "./filterWords";
import { Select } from "./Select";
import { NO_SIGNAL, signalRange, signalText } from "./signalRange";

type Props = {
  /** As the address has it. */
  asked: string | null | undefined;
  change: Change;
  signals: readonly SignalInfo[];
};

/** Any signal, and the bars of how many photos have how much of it, to be brushed: its unit need not be known. */
export function SignalBrush({ asked, change, signals }: Props) {
  const { name: inAddress, low, high } = asked ? signalRange(asked) : NO_SIGNAL;
  const [chosen, setChosen] = useState(inAddress);
  if (inAddress && inAddress !== chosen) setChosen(inAddress); // it stays chosen when all of it is brushed
  const name = inAddress || chosen;
  const signal = signals.find((each) => each.name === name);
  if (signals.length === 0) return null;
  return (
    <>
      <Select
        label="Signal"
        value={name}
        options={signalsByPart(signals).flatMap((part) => part.signals)}
        set={(another) => {
          setChosen(another);
          change({ signal: null });
        }}
      />
      {signal && signal.bars.photos.length > 0 && (
        <Histogram
          title={<span className="unseen">{signal.label}</span>}
          of={signal.label}
          axis={axisOf(signal)}
          bars={signal.bars.photos}
          median={signal.median}
          range={between(axisOf(signal), low, high)}
          onBrush={(range) => change({ signal: signalText({ name, ...openEnds(axisOf(signal), range) }) })}
          size="small"
        />
      )}
      {signal && signal.bars.photos.length === 0 && (
        <p className="quiet small">No two photos differ in it.</p>
      )}
    </>
  );
}

function axisOf({ bars }: SignalInfo): Axis {
  return { low: bars.low, width: bars.width, bars: bars.photos.length };
}
