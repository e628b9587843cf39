import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { heardOfServer, lookForServer, NO_LIBRARY } from "../lib/reach";
import { Saving } from "./Saving";
import { decide } from "./session";

// Before the client is made, which takes it as it is then.
const fetched = vi.hoisted(() => {
  const stub = vi.fn<(asked?: Request) => Promise<Response>>();
  vi.stubGlobal("fetch", stub);
  return stub;
});

const saved = JSON.stringify({ act: 1, text: "", verbs: [], changes: [], groups: [], revision: "2" });

afterEach(() => act(heardOfServer));

const keep = () => decide({ verb: "keep", photos: [1], others: [], value: null, why: "" });

it("says in few words what to do where the server is away, and all of it where one asks", async () => {
  fetched.mockImplementation(() => Promise.reject(new TypeError("Failed to fetch")));
  const user = userEvent.setup();
  render(<Saving />);
  expect(screen.getByRole("status")).toHaveTextContent("Saved");
  act(keep);
  expect(await screen.findByText("Start winnow again")).toBeInTheDocument();
  expect(screen.getByRole("alert")).toHaveTextContent(/^1 not savedStart winnow again$/);
  await user.click(screen.getByRole("button", { name: /1 not saved/ }));
  expect(screen.getByText(/Is `winnow review` still running/)).toBeInTheDocument();
  expect(screen.getByText(/1 decision waits in this browser/)).toBeInTheDocument();

  fetched.mockImplementation(async () => new Response(null, { status: 401 }));
  await user.click(screen.getByRole("button", { name: "Try now" }));
  expect(await screen.findByText("Open its new address")).toBeInTheDocument();
  expect(screen.queryByText(/Unauthorized/)).toBeNull();

  fetched.mockImplementation(
    async () => new Response(saved, { headers: { "Content-Type": "application/json" } }),
  );
  await user.click(screen.getByRole("button", { name: "Try now" }));
  expect(await screen.findByText("Saved")).toBeInTheDocument();
});

it("holds what is decided while the disk of the library is away, says so, and saves it once it is back", async () => {
  const sent: string[] = [];
  const heard = (answer: () => Response) => async (asked?: Request) => {
    if (asked?.method === "POST") sent.push(await asked.clone().text());
    return answer();
  };
  fetched.mockImplementation(heard(() => Response.json({ type: NO_LIBRARY }, { status: 503 })));
  const user = userEvent.setup();
  render(<Saving />);
  act(keep);
  expect(await screen.findByText("Is its disk connected?")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: /1 not saved/ }));
  expect(screen.getByText(/as soon as the folder is back/)).toBeInTheDocument();

  fetched.mockImplementation(heard(() => Response.json(JSON.parse(saved))));
  await act(lookForServer);
  expect(await screen.findByText("Saved")).toBeInTheDocument();
  expect(sent.length).toBeGreaterThan(1);
  expect(new Set(sent).size).toBe(1);
});
