import { readdir, stat } from "node:fs/promises";
import { extname, join, resolve } from "node:path";
import { compareNames } from "../../conversion/index.js";
import { fileError } from "../../errors/index.js";

const videos = "mkv mov avi webm wmv flv mts m2ts ts mxf mpg mpeg 3gp ogv rmvb rm m4v vob mp4".split(" ");
const sameKinds = [
  ["mpg", "mpeg"],
  ["mts", "m2ts"],
];

export interface WalkOptions {
  /** Lower case, without a dot. Default: those of videos. */
  extensions?: readonly string[];
  /** A folder that is left out: what a batch writes is not its input. Absolute. */
  except?: string;
}

/** The files below `root`, folder by folder in the order of people; hidden ones and links to folders are left out. */
export async function* walkFolder(
  root: string,
  { extensions = videos, except }: WalkOptions = {},
  folder = "",
): AsyncGenerator<{ path: string; folder: string }> {
  const wanted = new Set(
    extensions.flatMap((each) => sameKinds.find((same) => same.includes(each)) ?? [each]),
  );
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((error: unknown) => {
    throw fileError(error, join(root, folder), "Reading");
  });
  entries.sort((a, b) => compareNames(a.name, b.name));
  const folders: string[] = [];
  for (const entry of entries) {
    if (entry.name.startsWith(".")) continue;
    const path = join(root, folder, entry.name);
    if (entry.isDirectory()) {
      if (resolve(path) !== except) folders.push(join(folder, entry.name));
    } else if (wanted.has(extensionOf(entry.name)) && (entry.isFile() || (await leadsToFile(path)))) {
      yield { path, folder };
    }
  }
  for (const each of folders) yield* walkFolder(root, { extensions, except }, each);
}

function extensionOf(name: string): string {
  return extname(name).slice(1).toLowerCase();
}

function leadsToFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
