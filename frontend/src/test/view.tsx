/** A view as it stands in the page: at an address, with keys, and a server of its own. */
import { QueryClient, QueryClientProvider, type QueryKey } from "@tanstack/react-query";
import { act, render, renderHook, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ComponentType } from "react";
import { afterEach, expect } from "vitest";
import { Route, Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";
import { queries, retryNow, useSaving } from "../app/session";
import { listenForKeys } from "../lib/keys";
import { forgetMarks } from "../lib/marks";

let close = async () => {};

afterEach(async () => {
  await close();
  close = async () => {};
  queries.clear();
  act(() => forgetMarks());
});

/** Wait until the server has answered all that it was asked, and every decision is saved. */
export async function settled(): Promise<void> {
  const saving = renderHook(useSaving).result;
  await waitFor(() => {
    act(retryNow);
    expect([queries.isFetching(), saving.current.waiting]).toEqual([0, 0]);
  });
}

/** Open an address that a view has the pattern of; gives the hand of who looks at it. */
export function openView(address: string, path: string, View: ComponentType) {
  history.replaceState(null, "", address);
  const stopListening = listenForKeys();
  close = async () => {
    stopListening();
    await settled(); // what this test decided is not sent to the server of the next
  };
  render(
    <QueryClientProvider client={queries}>
      <Route path={path} component={View} />
    </QueryClientProvider>,
  );
  return userEvent.setup();
}

/** Show a view to which the server said all of this already, and says no more; gives where one is, and was. */
export function showView(address: string, View: ComponentType, known: readonly [QueryKey, unknown][]) {
  const place = memoryLocation({ path: address, record: true });
  const client = new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } },
  });
  for (const [key, data] of known) client.setQueryData(key, data);
  render(
    <QueryClientProvider client={client}>
      <Router hook={place.hook} searchHook={place.searchHook}>
        <View />
      </Router>
    </QueryClientProvider>,
  );
  return place;
}
