import { QueryClientProvider } from "@tanstack/react-query";
import { useCallback, useEffect, useLayoutEffect } from "react";
import { Redirect, Route, Switch } from "wouter";
import { connectToServer, useServerEvent } from "../lib/events";
import { takeRun } from "../lib/exports";
import { listenForKeys } from "../lib/keys";
import { followPreferences } from "../lib/preferences";
import { Bare } from "./Bare";
import { Shell } from "./Shell";
import { libraryChanged, queries } from "./session";
import { Shown, SLIDESHOW, VIEWS } from "./views";

/** The address names the view and the photo or group in it, so that going back, and loading again, work. */
export function App() {
  useLayoutEffect(followPreferences, []); // before the first paint: no flash of the other theme
  useEffect(listenForKeys, []);
  useEffect(connectToServer, []);
  useServerEvent(
    "library",
    useCallback(({ revision }) => libraryChanged(revision), []),
  );
  useServerEvent("export", takeRun); // whichever view is open: the sign in the bar of the others is of it
  return (
    <QueryClientProvider client={queries}>
      <Switch>
        <Route path={SLIDESHOW.path}>
          <Bare>
            <Shown view={SLIDESHOW} />
          </Bare>
        </Route>
        <Route>
          <Shell>
            <Switch>
              {VIEWS.map((view) => (
                <Route key={view.path} path={view.path}>
                  <Shown key={view.path} view={view} />
                </Route>
              ))}
              <Route>
                <Redirect to="/" />
              </Route>
            </Switch>
          </Shell>
        </Route>
      </Switch>
    </QueryClientProvider>
  );
}
