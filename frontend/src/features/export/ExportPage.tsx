import { type FormEvent, useEffect, useRef, useState } from "react";
import { useSearchParams } from "wouter";
import { useHistoryState } from "wouter/use-browser-location";
import { useLibrary } from "../../api/queries";
import { useKeys } from "../../lib/keys";
import { useTitle } from "../../lib/title";
import styles from "./ExportPage.module.css";
import { EMPTY, type Form, formOf, missing, moves, searchOf } from "./form";
import { Plan } from "./Plan";
import { Run } from "./Run";
import { usePlan, useRun } from "./useExport";
import { Where } from "./Where";
import { Which } from "./Which";

/** Take photos elsewhere: which, where to, what that would do, and then do it. */
export function ExportPage() {
  useTitle("Export");
  const library = useLibrary();
  const [search, setSearch] = useSearchParams();
  const these = useThese();
  const [form, setForm] = useState(() => known(formOf(search), these));
  const plan = usePlan(these);
  const id = search.get("run");
  const { run, start, refused, stop, isStopping } = useRun(id);
  const lacking = missing(form);
  const inPlace = { replace: true, state: history.state as unknown };
  const outcome = useRef<HTMLDivElement>(null);
  const planned = plan.data?.id;
  useEffect(() => {
    if (planned !== undefined) outcome.current?.scrollIntoView({ block: "nearest" }); // on a phone it is below
  }, [planned]);
  const running = run?.state === "running" ? run.id : null;
  useEffect(() => {
    if (running !== null && running !== id) setSearch((at) => named(at, running), inPlace); // there still once it is over
  });

  const asking = useRef<HTMLFormElement>(null);
  const look = { keys: ["Enter"], does: "See what it would do", run: () => asking.current?.requestSubmit() };
  useKeys("Export", run ? [] : [look]);

  function change(to: Partial<Form>): void {
    const next = { ...form, ...to };
    setForm(next);
    setSearch(searchOf(next), inPlace);
    plan.reset(); // it is of another form
    start.reset();
  }

  function ask(event: FormEvent): void {
    event.preventDefault();
    if (lacking !== null) return;
    setSearch(searchOf(form), inPlace); // away from an export that ran before; one that runs comes back
    plan.mutate(form);
  }

  function go(id: string): void {
    start.mutate(id, { onSuccess: () => setSearch(named(searchOf(form), id), inPlace) });
  }

  return (
    <div className={styles.page}>
      <h1>Export</h1>
      <form ref={asking} onSubmit={ask} className={styles.form}>
        <Which form={form} change={change} library={library.data} these={these} />
        <Where form={form} change={change} folder={library.data?.folder ?? ""} />
        <p className={styles.ask}>
          <button type="submit" className="primary" disabled={lacking !== null || plan.isPending}>
            {plan.isPending ? "Looking…" : "See what it would do"}
          </button>
          <span className="quiet small">{lacking ?? (run ? "" : "Nothing is written yet.")}</span>
        </p>
      </form>
      <div className={styles.outcome} aria-live="polite" ref={outcome}>
        {plan.error && <p className={styles.problem}>{plan.error.message}</p>}
        {refused && <p className={styles.problem}>{refused.message}</p>}
        {run && (
          <Run run={run} isStopping={isStopping} onStop={() => stop(run.id)} onAgain={() => change({})} />
        )}
        {plan.data && plan.data.id !== run?.id && (
          <Plan
            key={plan.data.id}
            plan={plan.data}
            moves={moves(form)}
            isStarting={start.isPending}
            waits={running !== null}
            onRun={() => go(plan.data.id)}
          />
        )}
      </div>
    </div>
  );
}

/** An address that names an export, beside the form that it has. */
function named(address: URLSearchParams, run: string): URLSearchParams {
  const search = new URLSearchParams(address);
  search.set("run", run);
  return search;
}

/** The photos that the grid sent along: too many for an address, so they are in the entry of the browser's history. */
function useThese(): readonly number[] | null {
  const state: unknown = useHistoryState();
  const sent = typeof state === "object" && state !== null && "photos" in state ? state.photos : null;
  return Array.isArray(sent) ? sent.filter((id) => Number.isInteger(id)) : null;
}

/** A form that means what is there: an address alone sends no photos along. */
function known(form: Form, these: readonly number[] | null): Form {
  return form.verdict === "these" && these === null ? { ...form, verdict: EMPTY.verdict } : form;
}
