/** Talking to the server that served this page: the cookie says who we are, a failure is a `ServerProblem`. */
import createClient from "openapi-fetch";
import { heardOfServer, lookForServer, NO_LIBRARY } from "../lib/reach";
import type { paths } from "./schema";
import type { Photo } from "./types";

const client = createClient<paths>({ baseUrl: location.origin });

const NOT_LET_IN = 401;
const BUSY = "urn:winnow:library-busy";

/** What the server would not do and why (RFC 9457), or that it could not be reached: then `status` is 0. */
export class ServerProblem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly type = "about:blank",
  ) {
    super(detail ? `${title} ${detail}` : title);
  }

  /** Whether the same request may succeed later: the server is away, busy or overloaded. */
  get mayPass(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500 || this.type === BUSY;
  }
}

type Answer<T> = { data?: T; error?: unknown; response: Response };

/** The body of an answer; what openapi-fetch reports, and what fetch throws, as a `ServerProblem`. */
export async function body<T>(asked: Promise<Answer<T>>): Promise<T> {
  const answer = await asked.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    void lookForServer();
    throw new ServerProblem(0, "winnow cannot be reached.", "Is `winnow review` still running?");
  });
  const problem = answer.response.ok ? null : problemOf(answer.response, answer.error);
  if (problem?.status === NOT_LET_IN || problem?.type === NO_LIBRARY) void lookForServer();
  else heardOfServer();
  if (problem) throw problem;
  return answer.data as T;
}

function problemOf(response: Response, error: unknown): ServerProblem {
  const told = (typeof error === "object" && error !== null ? error : {}) as {
    title?: string;
    detail?: string;
    type?: string;
  };
  return new ServerProblem(
    response.status,
    told.title ?? response.statusText,
    told.detail ?? "",
    told.type ?? "about:blank",
  );
}

export { client };

export type Size = "thumbnail" | "preview" | "full" | "original";

/** Where a picture of a photo is; with the version in it, so that the browser may keep it. */
export function picture(photo: Pick<Photo, "id" | "version">, size: Size): string {
  return `/api/v1/photos/${photo.id}/${size}?v=${photo.version}`;
}
