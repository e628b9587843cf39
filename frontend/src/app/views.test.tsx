import { fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { fetchViewOf, fetchViewsWhenIdle, Shown, view } from "./views";

const Page = () => <p>the grid</p>;

afterEach(() => {
  vi.useRealTimers();
});

it("shows the view of the address at once, as it was fetched before", async () => {
  const grid = view("/grid", async () => Page);
  await fetchViewOf("/grid", [view("/", async () => () => "overview"), grid]);
  const { container } = render(<Shown view={grid} />);
  expect(container).toHaveTextContent(/^the grid$/);
});

it("shows a view once it is there", async () => {
  const { container } = render(<Shown view={view("/grid", async () => Page)} />);
  expect(container).toHaveTextContent("Loading…");
  expect(await screen.findByText("the grid")).toBeInTheDocument();
});

it("says that a view could not be fetched, and tries again when one asks for it", async () => {
  const load = vi.fn().mockRejectedValueOnce(new TypeError("Failed to fetch")).mockResolvedValue(Page);
  render(<Shown view={view("/grid", load)} />);
  expect(await screen.findByText(/winnow cannot be reached/)).toBeInTheDocument();
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("the grid")).toBeInTheDocument();
});

it("fetches the other views when there is nothing else to do, one after the other", async () => {
  vi.useFakeTimers();
  const fetched: string[] = [];
  const named = (path: string) =>
    view(path, async () => {
      fetched.push(path);
      return Page;
    });
  fetchViewsWhenIdle([named("/"), named("/grid")]);
  expect(fetched).toEqual([]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(fetched).toEqual(["/"]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(fetched).toEqual(["/", "/grid"]);
});
