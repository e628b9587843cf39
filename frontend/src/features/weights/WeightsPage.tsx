import { useEffect, useState } from "react";
import { useSearchParams } from "wouter";
import { useLibrary } from "../../api/queries";
import type { LibraryView } from "../../api/types";
import { EmptyState, ErrorNote, Spinner } from "../../components/Notes";
import { useTitle } from "../../lib/title";
import { ProfileBar } from "./ProfileBar";
import { Ranking } from "./Ranking";
import { Slider } from "./Slider";
import { useProfiles } from "./useProfiles";
import { useRanking } from "./useRanking";
import styles from "./WeightsPage.module.css";
import { type Chosen, chosenOf, get, isOwn, type Kind, OWN, read, set } from "./weights";

/** What counts, as sliders, beside the photos that it brings to the top; kept under a name. */
export function WeightsPage() {
  useTitle("Weights");
  const library = useLibrary();
  const profiles = useProfiles();
  if (library.error && !library.data) return <ErrorNote error={library.error} />;
  if (!library.data || !profiles.isKnown) return <Spinner />;
  if (!library.data.rated) {
    return (
      <EmptyState title="Nothing is rated yet">
        <p>Rate the photos on the overview first; then this is where you say what counts.</p>
      </EmptyState>
    );
  }
  return <Desk profiles={profiles} library={library.data} />;
}

type DeskProps = {
  profiles: ReturnType<typeof useProfiles>;
  library: LibraryView;
};

function Desk({ profiles, library }: DeskProps) {
  const [search, setSearch] = useSearchParams();
  const [chosen, setChosen] = useState<Chosen>(
    () =>
      read(search.get("weights")) ??
      chosenOf(profiles.profiles.find((profile) => profile.name === profiles.active)?.weights),
  );
  const { best, before, weights } = useRanking(chosen);
  useEffect(() => {
    setSearch({ weights }, { replace: true });
  }, [weights, setSearch]);

  const slider = (kind: Kind) => (name: string) => (
    <Slider
      key={name}
      kind={kind}
      name={name}
      hint={signalsOf(library, name)}
      value={get(chosen, kind, name)}
      onChange={(value) => setChosen((now) => set(now, kind, name, value))}
    />
  );
  return (
    <div className={styles.page}>
      <aside className={styles.desk}>
        <div className={styles.head}>
          <h1>What counts</h1>
          <button type="button" onClick={() => setChosen(OWN)} disabled={isOwn(chosen)}>
            Reset
          </button>
        </div>
        <section className={styles.sliders} aria-label="Parts of the score">
          {library.parts.map(slider("parts"))}
        </section>
        <section className={styles.sliders} aria-label="Style">
          <h2>Style</h2>
          {library.styles.map(slider("styles"))}
        </section>
        <ProfileBar
          profiles={profiles.profiles}
          active={profiles.active}
          chosen={chosen}
          onUse={(name, taken) => {
            setChosen(taken);
            profiles.use(name);
          }}
          onSave={(name) => profiles.save({ name, weights: chosen })}
          onRemove={profiles.remove}
        />
      </aside>
      <div className={styles.ranking}>
        {best.error && !best.data ? (
          <ErrorNote error={best.error} />
        ) : (
          <Ranking photos={best.data?.photos.filter(({ score }) => score !== null) ?? []} before={before} />
        )}
      </div>
    </div>
  );
}

/** The signals that a part of the score is made of; none for a style, which is a signal itself. */
function signalsOf({ signals }: LibraryView, part: string): string {
  const labels = signals.filter((signal) => signal.part === part).map((signal) => signal.label.toLowerCase());
  return labels.join(", ");
}
