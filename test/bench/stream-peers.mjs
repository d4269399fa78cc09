import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { peerPackages, peers } from "./stream-readers.mjs";

/**
 * The peers, installed into a temporary folder: they are no dependencies of ours. None where the registry is out of
 * reach.
 */
export async function withPeers(work) {
  const folder = mkdtempSync(join(tmpdir(), "nemo-bench-peers-"));
  try {
    writeFileSync(join(folder, "package.json"), '{ "private": true }');
    const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    try {
      execFileSync("npm", [...args, ...peerPackages], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
    } catch (error) {
      console.log(`stream: no comparison with other SDKs, they could not be installed: ${error.message}\n`);
      return await work([]);
    }
    const { resolve } = createRequire(join(folder, "index.js"));
    const load = async (name) => import(pathToFileURL(resolve(name)).href);
    const versionOf = (name) =>
      JSON.parse(readFileSync(join(folder, "node_modules", name, "package.json"), "utf8")).version;
    const opened = [];
    for (const { name, format, open } of peers) {
      opened.push({ name: `${name} ${versionOf(name)}`, format, read: await open(load) });
    }
    return await work(opened);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
