import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { ProfileBar } from "./ProfileBar";
import { OWN } from "./weights";

const WARM = { name: "Warm", weights: { parts: {}, styles: { saturation: 0.5 } } };

function open(chosen = OWN, active: string | null = null) {
  const told = { onUse: vi.fn(), onSave: vi.fn(), onRemove: vi.fn() };
  render(<ProfileBar profiles={[WARM]} active={active} chosen={chosen} own={{ technical: 1 }} {...told} />);
  return told;
}

it("says that what is not saved holds on this page alone", () => {
  open({ parts: { technical: 2 }, styles: {} });
  expect(screen.getByRole("status")).toHaveTextContent("only this page ranks so");
  expect(screen.getByRole("button", { name: /The model's own in use, sliders differ/ })).toBeVisible();
});

it("says nothing of the kind where the sliders say what is in use", () => {
  open(WARM.weights, "Warm");
  expect(screen.queryByRole("status")).toBeNull();
});

it("deletes a profile with all that is needed to have it back", async () => {
  const { onRemove } = open();
  await userEvent.click(screen.getByRole("button", { name: "Delete the profile Warm" }));
  expect(onRemove).toHaveBeenCalledWith(WARM);
});

it("takes no name that cannot be typed or addressed", async () => {
  const { onSave } = open({ parts: { technical: 2 }, styles: {} });
  const name = screen.getByRole("textbox", { name: "Name of the profile" });
  for (const bad of ["..", "a/b"]) {
    await userEvent.clear(name);
    await userEvent.type(name, `${bad}{Enter}`);
    expect(screen.getByText(/A name has a letter or a digit/)).toBeVisible();
  }
  await userEvent.clear(name);
  await userEvent.type(name, "the Model's own {Enter}");
  expect(screen.getByText("The model's own weights have this name.")).toBeVisible();
  expect(onSave).not.toHaveBeenCalled();
  await userEvent.clear(name);
  await userEvent.type(name, "Öland 2{Enter}");
  expect(onSave).toHaveBeenCalledWith("Öland 2");
});
