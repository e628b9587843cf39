import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { Thumb } from "./Thumb";

const PHOTO = { id: 7, version: "5f0c2a91", width: 3000, height: 2000, failure: null };

it("shows a photo, and that there is no picture where none came", () => {
  const { container } = render(<Thumb photo={PHOTO} alt="IMG_7.jpg" />);
  const image = screen.getByRole("img", { name: "IMG_7.jpg" });
  expect(image).toHaveAttribute("src", "/api/v1/photos/7/thumbnail?v=5f0c2a91");
  fireEvent.error(image);
  expect(container.querySelector("img")).toBeNull();
});

it("says why there is none of a photo that could not be rated, and asks for none", () => {
  const { container } = render(<Thumb photo={{ ...PHOTO, failure: "damaged JPEG" }} alt="IMG_7.jpg" />, {
    wrapper: ({ children }) => (
      <QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>
    ),
  });
  expect(container).toHaveTextContent("IMG_7.jpg: damaged JPEG");
  expect(container.querySelector("img")).toBeNull();
});
