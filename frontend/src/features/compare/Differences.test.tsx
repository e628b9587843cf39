import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { PhotoDetail } from "../../api/types";
import { queries } from "../../app/session";
import { detail } from "../../test/photos";
import { Differences } from "./Differences";

function show(...photos: PhotoDetail[]): void {
  render(
    <QueryClientProvider client={queries}>
      <Differences photos={photos} looked={photos[0]?.id ?? 0} />
    </QueryClientProvider>,
  );
}

it("has a line for each figure that differs, a column for each photo, and says which is the best", () => {
  show(detail(1, { shot: { iso: 1600 } }), detail(2, { shot: { iso: 200 } }), detail(3));
  const columns = screen.getAllByRole("columnheader").map((column) => column.textContent);
  expect(columns).toEqual(["Camera and file", "A", "B", "C"]);
  const [line, ...others] = screen.getAllByRole("row").slice(1);
  expect(others).toEqual([]);
  expect(within(line as HTMLElement).getByRole("rowheader")).toHaveTextContent("ISO");
  const cells = within(line as HTMLElement).getAllByRole("cell");
  expect(cells.map((cell) => cell.textContent)).toEqual(["1600", "200, the best", "–"]);
});

it("says so where all figures are the same", () => {
  show(detail(1), detail(2));
  expect(screen.queryByRole("table")).toBeNull();
  expect(screen.getByText("All figures are the same.")).toBeInTheDocument();
});
