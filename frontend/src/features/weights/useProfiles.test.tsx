import { QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, it } from "vitest";
import { client } from "../../api/client";
import { queries } from "../../app/session";
import { useToasts } from "../../lib/toasts";
import { useProfiles } from "./useProfiles";

const WARM = { name: "Warm", weights: { parts: {}, styles: { saturation: 0.5 } } };
const SHARP = { name: "Sharp", weights: { parts: { technical: 2 }, styles: {} } };

/** A server of two profiles, of which Sharp is in use, and what it was asked to do. */
const asked: string[] = [];
const server = {
  onRequest({ request }: { request: Request }): Response {
    if (request.method === "GET") return Response.json({ profiles: [SHARP, WARM], active: "Sharp" });
    asked.push(`${request.method} ${new URL(request.url).pathname.replace("/api/v1/", "")}`);
    return request.method === "DELETE" ? new Response(null, { status: 204 }) : Response.json({});
  },
};

beforeEach(() => client.use(server));

afterEach(() => {
  client.eject(server);
  asked.splice(0);
  queries.clear();
});

it.each([
  [WARM, ["DELETE profiles/Warm", "PUT profiles/Warm"]],
  [SHARP, ["DELETE profiles/Sharp", "PUT profiles/Sharp", "PUT active-profile"]],
])("a deleted profile comes back as it was, in use only if it was", async (profile, expected) => {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queries}>{children}</QueryClientProvider>
  );
  const { result } = renderHook(() => ({ profiles: useProfiles(), toasts: useToasts() }), { wrapper });
  await waitFor(() => expect(result.current.profiles.isKnown).toBe(true));
  act(() => result.current.profiles.remove(profile));
  const undo = () => result.current.toasts.find(({ text }) => text === `Deleted ${profile.name}.`)?.action;
  await waitFor(() => expect(undo()).toBeDefined());
  act(() => undo()?.run());
  await waitFor(() => expect(result.current.toasts.at(-1)?.text).toMatch(`Saved as ${profile.name}`));
  expect(asked).toEqual(expected);
});
