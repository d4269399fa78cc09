import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { dirname, extname, join, resolve } from "node:path";
import { fileError, NemoError } from "../errors/index.js";
import { exists, outputExists } from "../modules/later.js";
import type { ConvertOptions } from "./convert-options.js";
import { refuseSameFile, type Source } from "./open-source.js";
import { refuseOtherKinds } from "./refuse-other-kinds.js";

export interface Output {
  /** Absolute. */
  path: string;
  /** The path that was asked for; with `"rename"` another one than `path` where that is taken. */
  wanted: string;
  overwrite: boolean;
  /** Whether the file that is there is to be kept, and nothing done. */
  isSkipped: boolean;
}

/** @throws NemoError `output-exists`, `invalid-request` for a folder that is missing or cannot be written to */
export async function chooseOutput(
  source: Source,
  { output, onExists = "fail" }: ConvertOptions,
): Promise<Output> {
  return settle(
    source,
    output === undefined ? defaultPath(source) : await givenPath(source, output),
    onExists,
  );
}

/**
 * An output for each of several results, `<name>.<variant>.mp4` in the folder that is given or beside the source.
 *
 * @throws NemoError as `chooseOutput`
 */
export async function chooseOutputs(
  source: Source,
  variants: readonly string[],
  { output, onExists = "fail" }: ConvertOptions,
): Promise<Record<string, Output>> {
  if (output === "") throw new NemoError("invalid-request", "The output is an empty string.");
  const folder = output === undefined ? defaultFolder(source) : resolve(output);
  await checkFolder(folder);
  const chosen: [string, Output][] = [];
  for (const variant of variants) {
    const path = join(folder, `${stemOf(source)}.${variant}.mp4`);
    chosen.push([variant, await settle(source, path, onExists)]);
  }
  return Object.fromEntries(chosen);
}

async function settle(
  source: Source,
  path: string,
  onExists: NonNullable<ConvertOptions["onExists"]>,
): Promise<Output> {
  checkOnExists({ onExists });
  await refuseSameFile(source, path);
  refuseOtherKinds(path);
  await checkFolder(dirname(path));
  // A link that leads nowhere is in the way, but nothing to keep.
  const isSkipped = onExists === "skip" && (await leadsSomewhere(path));
  return {
    path: isSkipped ? path : await freePath(path, onExists),
    wanted: path,
    overwrite: onExists === "overwrite",
    isSkipped,
  };
}

function leadsSomewhere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** @throws NemoError `invalid-request` */
export function checkOnExists({ onExists = "fail" }: Pick<ConvertOptions, "onExists">): void {
  if (["fail", "overwrite", "skip", "rename"].includes(onExists)) return;
  throw new NemoError(
    "invalid-request",
    `onExists is ${JSON.stringify(onExists)}; use fail, overwrite, skip or rename.`,
  );
}

/**
 * The path itself, or with `"rename"` one that is free.
 *
 * @throws NemoError `output-exists`
 */
export async function freePath(path: string, onExists: ConvertOptions["onExists"] = "fail"): Promise<string> {
  if (onExists === "overwrite" || !(await exists(path))) return path;
  if (onExists === "rename") return freeName(path);
  throw outputExists(path);
}

function defaultPath(source: Source): string {
  return inFolder(source, defaultFolder(source));
}

function defaultFolder({ path }: Source): string {
  return path === undefined ? process.cwd() : dirname(path);
}

function stemOf({ name }: Source): string {
  return name.slice(0, name.length - extname(name).length) || name;
}

/** Beside its source, a result must not have its name. */
function inFolder(source: Source, folder: string): string {
  const { path } = source;
  const stem = stemOf(source);
  const plain = join(folder, `${stem}.mp4`);
  return plain === path ? join(folder, `${stem}.converted.mp4`) : plain;
}

async function givenPath(source: Source, output: string): Promise<string> {
  if (output === "") throw new NemoError("invalid-request", "The output is an empty string.");
  const path = resolve(output);
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return inFolder(source, path);
  if (/[/\\]$/.test(output)) throw fileError({ code: "ENOENT" }, path, "Writing to");
  return path;
}

async function checkFolder(folder: string): Promise<void> {
  try {
    const found = await stat(folder);
    if (!found.isDirectory()) throw Object.assign(new Error("not a folder"), { code: "ENOTDIR" });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw fileError(error, folder, "Writing to");
  }
}

/** `clip.mp4`, `clip (1).mp4`, `clip (2).mp4` … */
async function freeName(path: string): Promise<string> {
  const extension = extname(path);
  const stem = path.slice(0, path.length - extension.length);
  for (let number = 1; ; number += 1) {
    const candidate = `${stem} (${number})${extension}`;
    if (!(await exists(candidate))) return candidate;
  }
}
