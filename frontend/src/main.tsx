import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { askAhead } from "./app/ahead";
import { fetchViewOf, fetchViewsWhenIdle } from "./app/views";
import "./styles/base.css";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no root element.");
askAhead(location.pathname, location.search);
await fetchViewOf(location.pathname);
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
fetchViewsWhenIdle();
