import { isBuiltin } from "node:module";
import type { Plugin } from "esbuild";
import { defineConfig, type Options } from "tsup";
import { skillDefines } from "./skill-defines.config.js";

/** A bundled package that asks for `fs` means `node:fs`. */
const prefixedNodeModules: Plugin = {
  name: "prefixed-node-modules",
  setup(build) {
    build.onResolve({ filter: /^[a-z_/]+$/ }, ({ path }) =>
      isBuiltin(path) ? { path: `node:${path}`, external: true } : undefined,
    );
  },
};

const shared: Options = {
  target: "node20.19",
  platform: "node",
  define: skillDefines(),
  // The runtime dependencies are built in: one file to read instead of hundreds makes the import three times as fast,
  // and ky and uuid have no CommonJS build (docs/dependencies.md).
  // Peers are the user's own copies.
  noExternal: [/^(?!(?:bullmq|ioredis|msw)$|@modelcontextprotocol\/)/],
  treeshake: true,
  // The `node:` prefix is what tells Deno, bundlers and the browser build below that a module is Node's own.
  removeNodeProtocol: false,
  splitting: true,
  sourcemap: true,
  esbuildPlugins: [prefixedNodeModules],
};

/** No browser runs ffmpeg: `backend: "auto"` never gets as far as the embedded backend there. */
const noEmbeddedBackend: Plugin = {
  name: "no-embedded-backend",
  setup(build) {
    build.onResolve({ filter: /\/local\/index\.js$/ }, ({ path }) => ({ path, namespace: "none" }));
    build.onLoad({ filter: /.*/, namespace: "none" }, () => ({ contents: "export {};" }));
  },
};

/** A browser has no `node:` modules; what would use one is loaded only for paths, which a browser does not have. */
const emptyNodeModules: Plugin = {
  name: "empty-node-modules",
  setup(build) {
    build.onResolve({ filter: /^(?:node:)?[a-z_/]+$/ }, ({ path }) =>
      isBuiltin(path) ? { path, namespace: "empty" } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "empty" }, () => ({ contents: "module.exports = {};" }));
  },
};

/**
 * Not for users: an entry is what makes a chunk of its own. With these, what an application loads for `NemoConverter` alone
 * does not hold the conversion domain, which waits behind the workflows.
 */
const seams = {
  conversion: "src/conversion/index.ts",
  modules: "src/modules/index.ts",
  context: "src/conversation/converter-context.ts",
};

export default defineConfig([
  {
    ...shared,
    entry: {
      index: "src/index.ts",
      local: "src/local/index.ts",
      testing: "src/testing/index.ts",
      tools: "src/agents/tools.ts",
      mcp: "src/agents/mcp.ts",
      bullmq: "src/queue/index.ts",
      cli: "src/cli/main.ts",
      ...seams,
    },
    format: ["esm"],
    // CommonJS parts of the bundled dependencies ask for Node's modules by `require`.
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
  },
  {
    ...shared,
    entry: {
      index: "src/index.ts",
      local: "src/local/index.ts",
      testing: "src/testing/index.ts",
      tools: "src/agents/tools.ts",
      mcp: "src/agents/mcp.ts",
      bullmq: "src/queue/index.ts",
    },
    format: ["cjs"],
    shims: true,
    // It is readable as it is, and one set of maps is enough for those who step through the sources.
    sourcemap: false,
  },
  {
    ...shared,
    entry: { index: "src/index.ts", ...seams },
    outDir: "dist/browser",
    format: ["esm"],
    platform: "browser",
    target: "es2022",
    sourcemap: false,
    esbuildPlugins: [emptyNodeModules, noEmbeddedBackend],
  },
  {
    entry: {
      index: "src/index.ts",
      local: "src/local/index.ts",
      testing: "src/testing/index.ts",
      tools: "src/agents/tools.ts",
      mcp: "src/agents/mcp.ts",
      bullmq: "src/queue/index.ts",
    },
    format: ["esm", "cjs"],
    dts: { only: true, compilerOptions: { ignoreDeprecations: "6.0" } },
  },
]);
