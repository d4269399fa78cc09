import { type Stats, stat as statLater } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { parseRequest } from "../../conversion/index.js";
import { NemoError } from "../../errors/index.js";
import { localPath } from "../../modules/later.js";
import { type MediaInput, readEnvironment } from "../../options/index.js";
import type { BatchEntry } from "./batch-entry.js";
import type { BatchInput } from "./batch-options.js";
import { walkFolder } from "./walk-folder.js";

export interface Listing {
  entries: AsyncIterable<BatchEntry>;
  /** The folder that was named, where there is one. Absolute. */
  root?: string;
  /** What the inputs say of the conversion, where they are a sentence. */
  request?: string;
  /** Whether it ends; of an async iterable nobody knows. */
  isFinite: boolean;
}

/**
 * The files that are meant, listed as they are needed.
 *
 * @param except a folder that is left out, absolute
 * @throws NemoError `source-missing` when there is no such file or folder; `invalid-request` for a sentence that names no files
 */
export async function listInputs(inputs: BatchInput, except: string | undefined): Promise<Listing> {
  if (typeof inputs === "string" || inputs instanceof URL) return listOne(String(inputs), except);
  const isList = Array.isArray(inputs);
  if (!isList && !(typeof inputs === "object" && inputs !== null && Symbol.asyncIterator in inputs)) {
    throw new NemoError(
      "invalid-request",
      "The inputs must be a path, a glob, a sentence, a list or an async iterable.",
    );
  }
  return { entries: expandAll(inputs, except), isFinite: isList };
}

async function listOne(text: string, except: string | undefined): Promise<Listing> {
  if (text.trim() === "") throw new NemoError("invalid-request", "The inputs are an empty string.");
  if (/^https?:/i.test(text)) return { entries: expandAll([text], except), isFinite: true };
  const path = pathOf(text);
  const found = await stat(path).catch(() => undefined);
  if (found) {
    const root = resolve(found.isDirectory() ? path : dirname(path));
    return { entries: expand(path, except), root, isFinite: true };
  }
  const files = await matchGlob(path, except);
  if (files && files.length > 0) return { entries: fromList(files), root: globRoot(path), isFinite: true };
  if (files && !/\s/.test(path)) throw missing(path, "No file matches");
  return listSentence(text, except);
}

async function* expandAll(
  inputs: Iterable<MediaInput> | AsyncIterable<MediaInput>,
  except: string | undefined,
): AsyncGenerator<BatchEntry> {
  for await (const input of inputs) yield* expand(input, except);
}

/** A folder is the files in it, a glob those that match; everything else is itself, also when there is no such file. */
async function* expand(input: MediaInput, except: string | undefined): AsyncGenerator<BatchEntry> {
  const path = pathOrNone(input);
  if (path === undefined) {
    yield { input, name: nameOf(input), folder: "" };
    return;
  }
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) {
    for await (const file of walkFolder(path, { except })) {
      yield { input: file.path, name: file.path, folder: file.folder };
    }
    return;
  }
  const files = found ? undefined : await matchGlob(path, except);
  if (files) yield* files;
  if (!files?.length) yield { input, name: nameOf(input), folder: "", isNamed: true };
}

/** As it is written; @throws NemoError `invalid-request` */
function pathOf(text: string): string {
  return /^file:/i.test(text) ? localPath(text)! : text;
}

/** Undefined also for what is no input: whoever opens it says so. */
function pathOrNone(input: MediaInput): string | undefined {
  if (typeof input !== "string" && !(input instanceof URL)) return undefined;
  const text = String(input);
  try {
    return /^(?!file:)[a-z][a-z0-9+.-]+:\/\//i.test(text) || text === "" ? undefined : pathOf(text);
  } catch (error) {
    if (NemoError.isInstance(error)) return undefined;
    throw error;
  }
}

/** A list from JavaScript may hold anything. */
function nameOf(input: unknown): string {
  if (typeof input === "string" || input instanceof URL) return String(input);
  const { name } = (input ?? {}) as { name?: unknown };
  return typeof name === "string" ? name : "video";
}

const magic = /[*?[\]{}]|[!@+]\(/;

/** Undefined for a text that is no glob. */
async function matchGlob(pattern: string, except: string | undefined): Promise<BatchEntry[] | undefined> {
  if (!magic.test(pattern)) return undefined;
  const { glob } = await import("tinyglobby");
  const root = globRoot(pattern);
  const found = await glob(pattern.replaceAll("\\", "/"), {
    ...{ onlyFiles: true, expandDirectories: false },
    fs: { stat: statLink },
  });
  const { compare } = new Intl.Collator("en", { numeric: true });
  return found
    .filter((path) => !isWithin(path, root, except))
    .sort(compare)
    .map((path) => ({ input: path, name: path, folder: relative(root, dirname(resolve(path))) }));
}

/** Where a link leads that a glob meets. Not to a folder, as in folders that are named: it may lead round, or far away. */
const statLink = ((path: string, tell: (error: Error | null, found: Stats) => void) => {
  statLater(path, (error, found) =>
    tell(error ?? (found.isDirectory() ? new Error("A folder.") : null), found),
  );
}) as typeof statLater;

/** What lies in a folder that is left out; the root itself cannot be. */
function isWithin(path: string, root: string, except: string | undefined): boolean {
  if (except === undefined || join(root, "/").startsWith(join(except, "/"))) return false;
  return resolve(path).startsWith(join(except, "/"));
}

/** The folder above the first part with magic in it. */
function globRoot(pattern: string): string {
  const parts = pattern.split(/[/\\]/);
  const first = parts.findIndex((part) => magic.test(part));
  return resolve(parts.slice(0, first).join("/") || (/^[/\\]/.test(pattern) ? "/" : "."));
}

// eslint-disable-next-line @typescript-eslint/require-await
async function* fromList(entries: readonly BatchEntry[]): AsyncGenerator<BatchEntry> {
  yield* entries;
}

async function listSentence(text: string, except: string | undefined): Promise<Listing> {
  const { selection, language } = parseRequest(text);
  const { folder, extensions, batch } = selection;
  if (!batch && folder === undefined && extensions === undefined) throw unclear(text, language);
  const root = resolve((folder ?? ".").replace(/^~(?=$|[/\\])/, () => readEnvironment().home ?? "~"));
  const found = await stat(root).catch(() => undefined);
  if (!found?.isDirectory()) throw missing(root, "There is no folder");
  const walk = { ...(extensions && { extensions }), ...(except !== undefined && { except }) };
  const entries = async function* () {
    for await (const file of walkFolder(root, walk)) {
      yield { input: file.path, name: file.path, folder: file.folder };
    }
  };
  return { entries: entries(), root, request: text, isFinite: true };
}

function unclear(text: string, language: "en" | "zh"): NemoError {
  // One word, or one with an extension, was meant as a path.
  if (!/\s/.test(text.trim()) && language === "en") return missing(text, "There is no file or folder");
  return new NemoError("invalid-request", `"${basename(text)}" does not say which files are meant.`, {
    language,
    action: {
      message:
        language === "zh"
          ? "请说明文件夹或文件类型，例如“把 ./footage 里的所有 MKV 文件转换成 MP4”。"
          : 'Name a folder or a kind of file, for example "Convert all MKV files in ./footage to MP4".',
    },
  });
}

function missing(path: string, what: string): NemoError {
  return new NemoError("source-missing", `${what}: ${path}`, { details: { path } });
}
