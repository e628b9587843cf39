/** The ranking as weights have it: asked for once the hand rests a moment, an answer to an older question dropped. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { body, client } from "../../api/client";
import { places } from "./moves";
import { type Chosen, OWN, written } from "./weights";

const REST_MS = 90; // below what feels late, above the pace at which a slider tells its values
const BEST = 60; // as many as a wide screen shows

/** The value, once it has been the same for a while. */
export function useRested<T>(value: T, milliseconds = REST_MS): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return rested;
}

export function useRanking(chosen: Chosen) {
  const weights = useRested(written(chosen));
  const best = useQuery({
    queryKey: ["photos", "weighed", weights],
    queryFn: ({ signal }) =>
      body(client.GET("/api/v1/photos", { params: { query: { limit: BEST, weights } }, signal })),
    placeholderData: keepPreviousData,
    gcTime: 30_000, // a slider goes over a hundred values
  });
  const own = useQuery({
    queryKey: ["columns", "own"],
    queryFn: ({ signal }) =>
      body(client.GET("/api/v1/columns", { params: { query: { weights: written(OWN) } }, signal })),
  });
  const before = useMemo(() => places(own.data?.id ?? []), [own.data]);
  return { best, before, weights };
}
