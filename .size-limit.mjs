// What an application pays before it converts anything: an entry with all that it loads at once, minified and gzipped.
// Parts behind a dynamic import (the workflows, node:http) are left out, for they are loaded when they are needed.
const leaveDynamicImports = {
  name: "leave-dynamic-imports",
  setup(build) {
    build.onResolve({ filter: /.*/ }, ({ kind, path }) =>
      kind === "dynamic-import" ? { path, external: true } : undefined,
    );
  },
};

const measured = (platform) => ({
  gzip: true,
  modifyEsbuildConfig: (config) => ({
    ...config,
    format: "esm",
    platform,
    // tsup keeps imports of chunks for their side effects; there are none, and esbuild says so each time.
    logOverride: { "ignored-bare-import": "silent" },
    plugins: [leaveDynamicImports],
  }),
});

// Limits are a tenth to a fifth above what was measured when they were set: growth is to be noticed, and decided on.
export default [
  {
    name: "everything of the root, browser",
    path: "dist/browser/index.js",
    limit: "88 kB",
    ...measured("browser"),
  },
  {
    name: "NemoError alone, browser",
    path: "dist/browser/index.js",
    import: "{ NemoError }",
    limit: "4 kB",
    ...measured("browser"),
  },
  { name: "root, Node", path: "dist/index.js", limit: "88 kB", ...measured("node") },
  { name: "local, Node", path: "dist/local.js", limit: "172 kB", ...measured("node") },
  { name: "testing, Node", path: "dist/testing.js", limit: "12 kB", ...measured("node"), ignore: ["msw"] },
  { name: "tools, Node", path: "dist/tools.js", limit: "84 kB", ...measured("node") },
  {
    name: "mcp, Node",
    path: "dist/mcp.js",
    limit: "96 kB",
    ...measured("node"),
    ignore: ["@modelcontextprotocol/sdk"],
  },
  {
    name: "bullmq, Node",
    path: "dist/bullmq.js",
    limit: "28 kB",
    ...measured("node"),
    ignore: ["bullmq", "ioredis"],
  },
  { name: "command line", path: "dist/cli.js", limit: "216 kB", ...measured("node") },
];
