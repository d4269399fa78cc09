import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { basename, dirname } from "node:path";
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
  // The runtime dependencies are built in: a dozen files to read instead of hundreds makes the import twice as fast,
  // and ky and uuid have no CommonJS build (docs/dependencies.md).
  // Peers are the user's own copies.
  noExternal: [/^(?!(?:bullmq|ioredis|msw)$|@modelcontextprotocol\/)/],
  // Chunks are imported for their names alone, never for what they do; the same is said by `sideEffects` in package.json.
  treeshake: { moduleSideEffects: "no-external" },
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

/** What the root exports beside its classes, by the name of the file in dist. */
const publicFunctions = {
  "public-conversion": "src/conversion/public.ts",
  "public-conversation": "src/conversation/public.ts",
};

/**
 * The root imports what it exports as a `public.ts` from a file that holds nothing else, and there each name is a constant of its
 * own. So a bundler that gives whole files to chunks (esbuild) leaves the file out where nobody asks for one of them. An
 * export that is only handed on would lead it to the file that declares it, and bring this into the start of every
 * application, because the workflows use the same functions later.
 */
const publicFunctionsApart: Plugin = {
  name: "public-functions-apart",
  setup(build) {
    build.onResolve({ filter: /\/public\.js$/ }, ({ path }) => ({
      path: `./public-${basename(dirname(path))}.js`,
      external: true,
    }));
    build.onLoad({ filter: /[\\/]public\.ts$/ }, ({ path }) => ({
      contents: asConstants(readFileSync(path, "utf8")),
      loader: "ts",
    }));
  },
};

/** `export { a } from "b"` with a name of its own for `a`. */
function asConstants(module: string): string {
  return module.replaceAll(/^export \{([^}]+)\} from (.+);$/gm, (_, list: string, from: string) => {
    const names = list
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "" && !name.startsWith("type "));
    const imported = names.map((name) => `${name} as its_${name}`).join(", ");
    const constants = names.map((name) => `export const ${name} = its_${name};`);
    return [`import { ${imported} } from ${from};`, ...constants].join("\n");
  });
}

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
      ...publicFunctions,
    },
    format: ["esm"],
    esbuildPlugins: [prefixedNodeModules, publicFunctionsApart],
    // CommonJS parts of the bundled dependencies ask for Node's modules by `require`.
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = /* @__PURE__ */ __createRequire(import.meta.url);',
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
    entry: { index: "src/index.ts", ...publicFunctions },
    outDir: "dist/browser",
    format: ["esm"],
    platform: "browser",
    target: "es2022",
    sourcemap: false,
    esbuildPlugins: [emptyNodeModules, noEmbeddedBackend, publicFunctionsApart],
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
