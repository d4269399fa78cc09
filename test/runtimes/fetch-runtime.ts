import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { binaryPackages, type PinnedRuntime } from "./pinned-runtimes.js";

const run = promisify(execFile);

// Bun would fetch a package that nobody has installed at the moment when it is asked for, ffmpeg's among them.
const flags: Record<PinnedRuntime["name"], string[]> = {
  node: [],
  bun: ["--no-install"],
  deno: ["run", "-A"],
};

/** A runtime that can be started, or why it could not be had. */
export type FetchedRuntime = { label: string; command: string[] } | { label: string; missing: string };

/**
 * The runtime's binary, fetched from the registry once. Only the binary is kept, and no script of a package is run; npm
 * compares what it fetches with the registry's checksum.
 */
export async function fetchRuntime(pinned: PinnedRuntime): Promise<FetchedRuntime> {
  const { name, version } = pinned;
  const label = `${name} ${version}`;
  const machine = `${process.platform}-${process.arch}`;
  const packageName = binaryPackages[name][machine];
  if (packageName === undefined) return { label, missing: `nothing is pinned for ${machine}` };
  const cache = resolve("node_modules/.cache/runtimes");
  const folder = join(cache, `${name}-${version}-${machine}`);
  const binary = join(folder, name);
  try {
    if (!existsSync(binary)) await unpack(`${packageName}@${version}`, name, cache, folder);
    await run(binary, ["--version"]);
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    return { label, missing: (stderr?.trim() || message).split("\n").slice(-1)[0]! };
  }
  return { label, command: [binary, ...flags[name]] };
}

async function unpack(what: string, name: string, cache: string, folder: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const own = await mkdtemp(join(cache, "new-"));
  try {
    const quiet = ["--silent", "--ignore-scripts", "--loglevel=error", "--fetch-retries=1"];
    await run("npm", ["pack", ...quiet, "--pack-destination", own, what], { timeout: 180_000 });
    const tarball = (await readdir(own)).find((file) => file.endsWith(".tgz"))!;
    const { stdout } = await run("tar", ["-tzf", join(own, tarball)], { maxBuffer: 1e8 });
    const member = stdout.split("\n").find((path) => new RegExp(`^package/(?:bin/)?${name}$`).test(path))!;
    const unpacked = join(own, "unpacked");
    await mkdir(unpacked);
    const depth = `--strip-components=${member.split("/").length - 1}`;
    await run("tar", ["-xzf", join(own, tarball), "-C", unpacked, depth, member]);
    // Another run may have been faster; its binary is the same.
    await rename(unpacked, folder).catch(() => undefined);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}
