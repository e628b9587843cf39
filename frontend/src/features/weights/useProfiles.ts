/** The profiles: read, saved, put in use, deleted. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { body, client } from "../../api/client";
import type { Profiles, Weights } from "../../api/types";
import { say } from "../../lib/toasts";

type Profile = Profiles["profiles"][number];

export function useProfiles() {
  const queries = useQueryClient();
  const refreshed = () => queries.invalidateQueries(); // another ranking: every list is another
  const onError = (problem: Error) => say({ text: problem.message, tone: "problem" });
  const told = useQuery({
    queryKey: ["profiles"],
    queryFn: ({ signal }) => body(client.GET("/api/v1/profiles", { signal })),
  });
  const use = useMutation({
    mutationFn: (name: string | null) => body(client.PUT("/api/v1/active-profile", { body: { name } })),
    onSuccess: refreshed,
    onError,
  });
  const save = useMutation({
    mutationFn: async ({ name, weights }: { name: string; weights: Weights }) => {
      await body(client.PUT("/api/v1/profiles/{name}", { params: { path: { name } }, body: weights }));
      await body(client.PUT("/api/v1/active-profile", { body: { name } }));
    },
    onSuccess: (_, { name }) => {
      say({ text: `Saved as ${name}, and in use.` });
      return refreshed();
    },
    onError,
  });
  const remove = useMutation({
    mutationFn: (profile: Profile) =>
      body(client.DELETE("/api/v1/profiles/{name}", { params: { path: { name: profile.name } } })),
    onSuccess: (_, { name, weights }) => {
      say({
        text: `Deleted ${name}.`,
        action: { label: "Undo", run: () => save.mutate({ name, weights }) },
      });
      return refreshed();
    },
    onError,
  });
  return {
    profiles: told.data?.profiles ?? [],
    active: told.data?.active ?? null,
    isKnown: told.data !== undefined,
    use: use.mutate,
    save: save.mutate,
    remove: remove.mutate,
  };
}
