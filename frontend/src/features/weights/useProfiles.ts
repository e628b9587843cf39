/** The profiles: read, saved, put in use, deleted. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { body, client } from "../../api/client";
import type { Profiles, Weights } from "../../api/types";
import { say } from "../../lib/toasts";

type Profile = Profiles["profiles"][number];

/** One that is given back is in use only if it was. */
type Saved = { name: string; weights: Weights; inUse?: boolean };

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
    mutationFn: async ({ name, weights, inUse = true }: Saved) => {
      await body(client.PUT("/api/v1/profiles/{name}", { params: { path: { name } }, body: weights }));
      if (inUse) await body(client.PUT("/api/v1/active-profile", { body: { name } }));
    },
    onSuccess: (_, { name, inUse = true }) => {
      say({ text: `Saved as ${name}${inUse ? ", and in use" : ""}.` });
      return refreshed();
    },
    onError,
  });
  const remove = useMutation({
    mutationFn: (profile: Profile) =>
      body(client.DELETE("/api/v1/profiles/{name}", { params: { path: { name: profile.name } } })),
    onMutate: ({ name }) => name === told.data?.active,
    onSuccess: (_, { name, weights }, inUse) => {
      say({
        text: `Deleted ${name}.`,
        action: { label: "Undo", run: () => save.mutate({ name, weights, inUse }) },
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
