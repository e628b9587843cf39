import react from "@vitejs/plugin-react";
import type { ProxyOptions } from "vite";
import { defineConfig } from "vitest/config";

// While developing: `winnow review FOLDER --no-browser --port 8765`, open what it prints, for the cookie; then
// `npm run dev`, and open http://127.0.0.1:5173, which the cookie is for too.
const SERVER = process.env.WINNOW_SERVER ?? "http://127.0.0.1:8765";

// Of a page that Vite serves the server would say that another site may not ask for this.
const api: ProxyOptions = {
  target: SERVER,
  changeOrigin: true, // the Host header, in spite of its name
  configure: (proxy) =>
    proxy.on("proxyReq", (request) => {
      if (request.hasHeader("origin")) request.setHeader("origin", SERVER);
    }),
};

const SHARED = /src\/(api|app|lib|components)\/(?!ZoomStage|Histogram|BrushEnds)/;

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: "../src/winnow/web/app",
    emptyOutDir: true,
    target: "es2022",
    cssCodeSplit: false, // 10 kB: a view that comes later changes no order of rules
    assetsInlineLimit: 0, // the content security policy allows no data: addresses
    modulePreload: { polyfill: false },
    // What every view has is one file, not a dozen of which some are a line.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "shared", test: SHARED }] } } },
  },
  server: { host: "127.0.0.1", proxy: { "/api": api } },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test/setup.ts"],
    testTimeout: 60_000, // a busy machine is no failure
    hookTimeout: 60_000,
  },
});
