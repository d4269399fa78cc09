import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { NemoError } from "../errors/index.js";
import { readEnvironment } from "../options/index.js";
import { isExecutable, makeExecutable } from "./make-executable.js";

export interface BinaryOptions {
  ffmpegPath?: string;
  ffprobePath?: string;
}

export type BinaryName = "ffmpeg" | "ffprobe";

export interface Binary {
  path: string;
  /** How it was found. */
  from: "option" | "environment" | "path" | "npm";
}

const suffix = process.platform === "win32" ? ".exe" : "";
const found = new Map<string, Promise<Binary>>();

/**
 * Finds ffmpeg or ffprobe: option, environment (`FFMPEG_PATH`, `FFPROBE_PATH`), `PATH`, the binary that npm ships.
 *
 * @throws NemoError `ffmpeg-missing`; its message is the line that installs it
 */
export function findBinary(name: BinaryName, options: BinaryOptions = {}): Promise<Binary> {
  const environment = readEnvironment();
  const option = options[`${name}Path`];
  const variable = environment[`${name}Path`];
  const key = JSON.stringify([name, option, variable, environment.path, process.cwd()]);
  let search = found.get(key);
  if (!search) {
    search = find(name, option, variable, environment.path ?? "");
    found.set(key, search);
    // Somebody may install it in the meantime.
    search.catch(() => found.delete(key));
  }
  return search;
}

async function find(
  name: BinaryName,
  option: string | undefined,
  variable: string | undefined,
  path: string,
): Promise<Binary> {
  if (option !== undefined) return { path: await explicit(option, `the option ${name}Path`), from: "option" };
  if (variable !== undefined) {
    return { path: await explicit(variable, `the variable ${name.toUpperCase()}_PATH`), from: "environment" };
  }
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const candidate = join(folder, name + suffix);
    if (await isExecutable(candidate)) return { path: candidate, from: "path" };
  }
  const shipped = shippedByNpm(name);
  if (shipped !== undefined) return { path: await makeExecutable(shipped), from: "npm" };
  throw new NemoError(
    "ffmpeg-missing",
    `${name} was not found. Run: npm install @ffmpeg-installer/ffmpeg @ffprobe-installer/ffprobe`,
    { details: { name } },
  );
}

async function explicit(path: string, said: string): Promise<string> {
  if (await isExecutable(path)) return path;
  throw new NemoError("ffmpeg-missing", `${said} names ${path}, which is no program that can be run.`, {
    details: { path },
    action: { message: `Correct ${said}, or leave it out.` },
  });
}

/** From this package and from the working directory: a linked or global install has no other way to see the user's. */
function shippedByNpm(name: BinaryName): string | undefined {
  const scope = name === "ffmpeg" ? "@ffmpeg-installer" : "@ffprobe-installer";
  for (const base of [import.meta.url, join(process.cwd(), "package.json")]) {
    try {
      const installer = createRequire(base).resolve(`${scope}/${name}/package.json`);
      const platform = `${scope}/${process.platform}-${process.arch}/package.json`;
      return join(dirname(createRequire(installer).resolve(platform)), name + suffix);
    } catch {
      // not installed there
    }
  }
  return undefined;
}
