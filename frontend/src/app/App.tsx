import { QueryClientProvider } from "@tanstack/react-query";
import { useCallback, useEffect, useLayoutEffect } from "react";
import { Redirect, Route, Switch } from "wouter";
import { ComparePage } from "../features/compare/ComparePage";
import { ExportPage } from "../features/export/ExportPage";
import { GridPage } from "../features/grid/GridPage";
import { LoupePage } from "../features/loupe/LoupePage";
import { MomentsPage } from "../features/moments/MomentsPage";
import { OverviewPage } from "../features/overview/OverviewPage";
import { SlideshowPage } from "../features/slideshow/SlideshowPage";
import { WeightsPage } from "../features/weights/WeightsPage";
import { connectToServer, useServerEvent } from "../lib/events";
import { listenForKeys } from "../lib/keys";
import { followPreferences } from "../lib/preferences";
import { Shell } from "./Shell";
import { libraryChanged, queries } from "./session";

/** The address names the view and the photo or group in it, so that going back, and loading again, work. */
export function App() {
  useLayoutEffect(followPreferences, []); // before the first paint: no flash of the other theme
  useEffect(listenForKeys, []);
  useEffect(connectToServer, []);
  useServerEvent(
    "library",
    useCallback(({ revision }) => libraryChanged(revision), []),
  );
  return (
    <QueryClientProvider client={queries}>
      <Switch>
        <Route path="/slideshow" component={SlideshowPage} />
        <Route>
          <Shell>
            <Switch>
              <Route path="/" component={OverviewPage} />
              <Route path="/moments/:group?" component={MomentsPage} />
              <Route path="/grid" component={GridPage} />
              <Route path="/photos/:photo" component={LoupePage} />
              <Route path="/compare/:photos" component={ComparePage} />
              <Route path="/weights" component={WeightsPage} />
              <Route path="/export" component={ExportPage} />
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
