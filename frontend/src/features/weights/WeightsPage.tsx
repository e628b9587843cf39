import { useEffect, useMemo, useRef, useState } from "react";
import { Link, useSearchParams } from "wouter";
import { useLibrary } from "../../api/queries";
import type { LibraryView, PartInfo } from "../../api/types";
import { EmptyState, ErrorNote, Spinner } from "../../components/Notes";
import { sawWeights } from "../../lib/place";
import { useTitle } from "../../lib/title";
import { ProfileBar } from "./ProfileBar";
import { Ranking } from "./Ranking";
import { Slider } from "./Slider";
import { useProfiles } from "./useProfiles";
import { useRanking } from "./useRanking";
import { useWeightsKeys } from "./useWeightsKeys";
import styles from "./WeightsPage.module.css";
import {
  asOwn,
  type Chosen,
  get,
  inUseOf,
  isOwn,
  leaningInWords,
  OWN,
  ownOf,
  read,
  same,
  set,
  sightInWords,
  weightInWords,
  written,
} from "./weights";

/** What counts, as sliders, beside the photos that it brings to the top; kept under a name. */
export function WeightsPage() {
  useTitle("Weights");
  const library = useLibrary();
  const profiles = useProfiles();
  if (library.error && !library.data) return <ErrorNote error={library.error} />;
  if (!library.data || !profiles.isKnown) return <Spinner />;
  if (library.data.scored === 0) {
    return (
      <EmptyState title="Nothing is rated yet">
        <p>Once photos have scores, this is where you say what counts in them.</p>
        <Link href="/">See how it stands</Link>
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
  const own = useMemo(() => ownOf(library.parts), [library.parts]);
  const inUse = inUseOf(profiles.profiles, profiles.active, own);
  const [chosen, setChosen] = useState<Chosen>(() => read(search.get("weights"), own) ?? inUse);
  const unsaved = !same(chosen, inUse);
  const { best, before, weights } = useRanking(chosen);
  const desk = useRef<HTMLElement>(null);
  useWeightsKeys(desk, library.parts.length + library.styles.length, () => setChosen(OWN));
  useEffect(() => {
    setSearch({ weights }, { replace: true });
  }, [weights, setSearch]);
  useEffect(
    () => sawWeights(unsaved ? `/weights?${new URLSearchParams({ weights: written(chosen) })}` : "/weights"),
    [chosen, unsaved],
  );

  const partSlider = (part: PartInfo) => {
    const value = get(chosen, own, "parts", part.name);
    return (
      <Slider
        key={part.name}
        name={part.name}
        min={0}
        max={2}
        own={part.own}
        value={value}
        says={weightInWords(value, part.own)}
        hint={sightInWords(part, library.scored)}
        disabled={part.photos === 0}
        onChange={(to) => setChosen((now) => set(now, own, "parts", part.name, to))}
      />
    );
  };
  const styleSlider = (name: string) => {
    const value = get(chosen, own, "styles", name);
    return (
      <Slider
        key={name}
        name={name}
        min={-1}
        max={1}
        own={asOwn(own, "styles", name)}
        value={value}
        says={leaningInWords(value)}
        onChange={(to) => setChosen((now) => set(now, own, "styles", name, to))}
      />
    );
  };
  return (
    <div className={styles.page}>
      <aside className={styles.desk} ref={desk}>
        <div className={styles.head}>
          <h1>What counts</h1>
          <button type="button" title="Reset (R)" onClick={() => setChosen(OWN)} disabled={isOwn(chosen)}>
            Reset
          </button>
        </div>
        <section className={styles.sliders} aria-label="Parts of the score">
          {library.parts.map(partSlider)}
        </section>
        <section className={styles.sliders} aria-label="Style">
          <h2>Style</h2>
          {library.styles.map(styleSlider)}
        </section>
        <ProfileBar
          profiles={profiles.profiles}
          active={profiles.active}
          chosen={chosen}
          own={own}
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
