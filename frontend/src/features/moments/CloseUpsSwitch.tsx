import { prefer, usePreferences } from "../../lib/preferences";

/** Whether the strip shows close-ups: in the bar, and where that has no room among what is folded away. */
export function CloseUpsSwitch({ className }: { className: string | undefined }) {
  const { closeUps } = usePreferences();
  return (
    <label className={className} title="Show all photos of the moment at one spot, pixel by pixel (E)">
      <input
        type="checkbox"
        checked={closeUps}
        onChange={(event) => prefer({ closeUps: event.target.checked })}
      />
      Close-ups
    </label>
  );
}
