import { open, readdir, stat } from "node:fs/promises";
import { basename, extname, join, resolve } from "node:path";
import type { ParsedRequest } from "../conversion/index.js";
import { fileError, type Language, NemoError } from "../errors/index.js";
import { readEnvironment } from "../options/index.js";

export interface SelectOptions {
  /** Where relative folders start, and where files are looked for when no folder is named. Default: the working directory. */
  directory?: string;
  /**
   * Whether the folders inside the folder are looked through too.
   * @default false
   */
  isRecursive?: boolean;
  /** Of what to do next in errors. Default: `"en"`. */
  language?: Language;
}

export interface SelectedFiles {
  /** Absolute. */
  folder: string;
  /** Absolute, in the order in which people sort them; at least one, and one alone unless the selection is a batch. */
  files: string[];
}

const mostVideos = "mkv mov avi webm wmv flv mts m2ts ts mxf mpg mpeg 3gp ogv rmvb rm m4v vob mp4".split(" ");
const sameKinds = [
  ["mpg", "mpeg"],
  ["mts", "m2ts"],
];
// What a conversion leaves beside its source.
const ownResult = /\.(?:converted|unverified)\.mp4$/i;
const syncByte = 0x47;

/**
 * The files that a sentence means: by their extension, whatever its case, in the folder that it names. Leaves out hidden
 * files and what this library wrote itself: `<name>.mp4` beside another file that it can only have come from among them.
 *
 * @throws NemoError `source-missing` when the folder or such a file is missing; `invalid-request` when one file is meant
 * and there are several
 */
export async function selectFiles(
  selection: ParsedRequest["selection"],
  { directory = process.cwd(), isRecursive = false, language = "en" }: SelectOptions = {},
): Promise<SelectedFiles> {
  const folder = await findFolder(selection.folder, directory);
  const asked = selection.extensions?.flatMap(
    (each) => sameKinds.find((same) => same.includes(each)) ?? [each],
  );
  const found = await listFiles(folder, isRecursive);
  const ofKind = found.filter((path) => (asked ?? mostVideos).includes(extensionOf(path)));
  const files = await withoutLookAlikes(ofKind.filter((path) => !isOwnResult(path, ofKind)));
  if (files.length === 0) throw noSuchFile(folder, selection.extensions, language);
  if (!selection.batch && files.length > 1) throw severalFiles(folder, files, language);
  return { folder, files };
}

async function findFolder(said: string | undefined, directory: string): Promise<string> {
  if (said === undefined) return resolve(directory);
  const { home } = readEnvironment();
  const path = resolve(directory, home === undefined ? said : said.replace(/^~(?=$|[/\\])/, () => home));
  // What is Videos elsewhere is Movies on a Mac.
  const candidates = said === "~/Videos" ? [path, join(path, "..", "Movies")] : [path];
  for (const candidate of candidates) if (await isFolder(candidate)) return candidate;
  throw new NemoError("source-missing", `There is no folder ${path}.`, { details: { path } });
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function listFiles(folder: string, isRecursive: boolean): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw fileError(error, folder, "Reading");
  });
  const paths: string[] = [];
  for (const entry of entries) {
    if (entry.name.startsWith(".")) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (isRecursive) paths.push(...(await listFiles(path, isRecursive)));
    } else if (entry.isFile() || (entry.isSymbolicLink() && (await leadsToFile(path)))) {
      paths.push(path);
    }
  }
  const { compare } = new Intl.Collator("en", { numeric: true });
  return paths.sort(compare);
}

function leadsToFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

function isOwnResult(path: string, all: readonly string[]): boolean {
  if (ownResult.test(path)) return true;
  if (extensionOf(path) !== "mp4") return false;
  return all.some((other) => extensionOf(other) !== "mp4" && stemOf(other) === stemOf(path));
}

/** `.ts` is a broadcast to some and a program to others. */
async function withoutLookAlikes(paths: readonly string[]): Promise<string[]> {
  const kept: string[] = [];
  for (const path of paths)
    if (extensionOf(path) !== "ts" || (await beginsAsBroadcast(path))) kept.push(path);
  return kept;
}

async function beginsAsBroadcast(path: string): Promise<boolean> {
  const file = await open(path).catch(() => undefined);
  // What cannot be read is a failure to be told, and no reason to leave it out.
  if (!file) return true;
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(1), 0, 1, 0);
    return bytesRead === 0 || buffer[0] === syncByte;
  } finally {
    await file.close();
  }
}

function extensionOf(path: string): string {
  return extname(path).slice(1).toLowerCase();
}

function stemOf(path: string): string {
  return path.slice(0, path.length - extname(path).length);
}

function noSuchFile(
  folder: string,
  extensions: readonly string[] | undefined,
  language: Language,
): NemoError {
  const kind = extensions === undefined ? "video" : extensions.map((each) => `.${each}`).join(" or ");
  return new NemoError("source-missing", `There is no ${kind} file in ${folder}.`, {
    details: { folder, extensions },
    language,
    action: {
      message:
        language === "zh"
          ? "请给出文件的路径，或说明文件夹。"
          : "Give the path of the file, or name the folder.",
    },
  });
}

function severalFiles(folder: string, files: readonly string[], language: Language): NemoError {
  const names = files.map((path) => basename(path));
  const shown = names.slice(0, 5).join(", ") + (names.length > 5 ? ", …" : "");
  return new NemoError("invalid-request", `${folder} has ${files.length} such files: ${shown}.`, {
    details: { folder, files: names },
    language,
    action: {
      message:
        language === "zh"
          ? `请给出要转换的文件，例如 ${names[0]}；若全部转换，请说“所有”。`
          : `Give the file that you mean, for example ${names[0]}, or say "all".`,
    },
  });
}
