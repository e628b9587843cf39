import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { decide } from "../app/session";
import { NO_MARK } from "../lib/marks";
import { MarkBar } from "./MarkBar";

vi.mock("../app/session", () => ({ decide: vi.fn(), undo: vi.fn(), redo: vi.fn() }));

beforeEach(() => void vi.clearAllMocks());

const bar = (id: number) => (
  <MarkBar photos={() => [{ id, mark: NO_MARK }]} alone={id} mark={NO_MARK} after={() => undefined} />
);
const keep = (detail: number) => fireEvent.click(screen.getByRole("button", { name: "Keep" }), { detail });

it("a second tap in haste does not hit the photo that comes next; a key does", () => {
  const { rerender } = render(bar(7));
  keep(1);
  rerender(bar(8));
  keep(2);
  expect(vi.mocked(decide).mock.calls.map(([decision]) => decision?.photos)).toEqual([[7]]);
  keep(0);
  expect(vi.mocked(decide).mock.lastCall?.[0]?.photos).toEqual([8]);
});
