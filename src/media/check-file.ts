import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { NemoError } from "../errors/index.js";
import {
  type CheckFinding,
  type CheckReport,
  checkReport,
  findTruncation,
  findViolations,
  findWrongExtension,
  type MediaInfo,
  type PresetName,
} from "../conversion/index.js";
import type { MediaLimits } from "../options/index.js";
import { readShape, type ContainerShape } from "./container-shape.js";
import { findDamage } from "./find-damage.js";
import { type BinaryOptions, findBinary } from "./find-binaries.js";
import { readMp4Layout } from "./mp4-layout.js";
import { probe } from "./probe.js";
import { readExtents } from "./read-extents.js";

export interface CheckFileOptions extends BinaryOptions {
  /** `"quick"`: headers against packets; `"full"`: decodes every frame, too. */
  depth: "quick" | "full";
  /** Also looks whether the file is what this preset's place takes. */
  preset?: PresetName;
  /** What the file is called, where `path` is not its own name. */
  name?: string;
  mediaLimits?: MediaLimits;
  signal?: AbortSignal;
}

/**
 * Looks for what is wrong with a file. What is found is told, not thrown.
 *
 * @throws NemoError `source-missing`, `ffmpeg-missing`, `aborted`; `unsupported-file` beyond a limit; `ffmpeg-failed` when the process itself fails
 */
export async function checkFile(path: string, options: CheckFileOptions): Promise<CheckReport> {
  const { depth, preset, name = basename(path), signal } = options;
  if (await isEmpty(path)) return checkReport([emptyFinding], depth);
  // Said before anything is read: a full check cannot do without.
  if (depth === "full") await findBinary("ffmpeg", options);
  const shape = await readShape(path);
  const info = await open(path, options);
  if (NemoError.isInstance(info)) return checkReport(unreadable(info, shape), depth);

  const { path: ffprobe } = await findBinary("ffprobe", options);
  const { extents, isCut } = await readExtents(ffprobe, path, signal);
  const { duration: promised, isOpen } = shape;
  const findings = [
    findTruncation(info, { extents, isCut: isCut || shape.isCut, promised, isOpen }),
    ...(depth === "full" ? await findDamage(path, info, options) : []),
    slowToSeek(info, shape),
    findWrongExtension(name, info),
    ...(preset === undefined ? [] : findViolations(info, preset, await readMp4Layout(path))),
  ];
  return checkReport(
    findings.filter((finding) => finding !== undefined),
    depth,
  );
}

export const emptyFinding: CheckFinding = {
  kind: "empty",
  message: "It is empty: 0 bytes.",
  severity: "error",
};

async function isEmpty(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true && found.size === 0;
}

/** The file's content, or why there is none. A preset's rules want the picture itself looked at. */
async function open(path: string, { preset, ...options }: CheckFileOptions): Promise<MediaInfo | NemoError> {
  try {
    return await probe(path, { ...options, headerOnly: preset === undefined });
  } catch (error) {
    const isFinding =
      NemoError.isInstance(error) && ["not-media", "source-damaged", "source-encrypted"].includes(error.code);
    if (isFinding) return error;
    throw error;
  }
}

function unreadable({ code }: NemoError, { isCut, hasIndex }: ContainerShape): CheckFinding[] {
  const error = (kind: string, message: string): CheckFinding => ({ kind, message, severity: "error" });
  if (code === "source-encrypted") {
    return [error("encrypted", "It is copy protected (DRM), so that nothing can be read.")];
  }
  const cut = isCut ? [error("truncated", "It is cut short: the file ends in the middle of its data.")] : [];
  if (code === "source-damaged" || (isCut && hasIndex === false)) {
    const message =
      "Its index is missing or incomplete: the recording or the copy was broken off before it was all there.";
    return [error("missing-index", message), ...cut];
  }
  // Of a file whose lengths made sense something is left; of a text nothing is.
  return [error("not-media", "No picture or sound was found in it."), ...cut];
}

/** It plays, but nobody can go to a place in it at once. */
function slowToSeek({ format }: MediaInfo, { hasIndex = true }: ContainerShape): CheckFinding | undefined {
  if (hasIndex || !/^(?:avi|matroska)/.test(format)) return undefined;
  return {
    kind: "missing-index",
    message: "It has no index: it plays, but seeking in it is slow or fails.",
    severity: "note",
  };
}

/** Whether a file ends before its own lengths say; found without any process. */
export async function isCutShort(path: string): Promise<boolean> {
  return (await readShape(path)).isCut;
}
