import { rm } from "node:fs/promises";
import { extname } from "node:path";
import { extractStream } from "../media/index.js";
import { temporaryName } from "../modules/later.js";
import { freePath } from "./choose-output.js";
import type { ConversionResult } from "./convert-options.js";
import type { Job } from "./make-remotely.js";
import type { Making } from "./make-smaller.js";

/** A file that keeps a stream which MP4 cannot; it has its name only once it is published. */
export interface Sidecar {
  stream: number;
  /** What stands behind the name of the result, such as `.2.eng.sup`. */
  suffix: string;
  temporary: string;
  path: string;
  overwrite: boolean;
}

const formats: Record<string, string> = { ass: "ass", srt: "srt", sup: "sup", mks: "matroska" };

/**
 * Writes what the plan keeps beside the result. Without ffmpeg here, or without a file to take it from, there are none, and
 * the losses name no sidecar.
 */
export async function makeSidecars(
  { source, spec, tools, options }: Job,
  { plan }: Making,
  output: string,
): Promise<Sidecar[]> {
  const { path: from } = source;
  const { ffmpeg } = tools;
  if (from === undefined || ffmpeg === undefined || !plan) return [];
  const made: Sidecar[] = [];
  try {
    for (const { stream, extension, language } of plan.sidecars) {
      const overwrite = options.onExists === "overwrite";
      const suffix = suffixOf(stream, language, extension);
      const path = await sidecarPath(output, { suffix, overwrite });
      const sidecar = { stream, suffix, temporary: temporaryName(path), path, overwrite };
      made.push(sidecar);
      const format = formats[extension]!;
      const { signal } = options;
      await extractStream({
        ffmpeg,
        source: from,
        stream,
        format,
        output: sidecar.temporary,
        trim: spec.trim,
        signal,
      });
    }
    return made;
  } catch (error) {
    await removeSidecars(made);
    throw error;
  }
}

/**
 * `film.mp4` gets `film.2.eng.sup`: players look for the language there, and the number of the stream makes it one of a kind. A
 * language is whatever the source says, and is no part of a path unless it looks like one.
 */
function suffixOf(stream: number, language: string | undefined, extension: string): string {
  const said = language !== undefined && /^[a-z]{2,8}(?:-[a-z0-9]{1,8}){0,4}$/i.test(language);
  return ["", String(stream), ...(said ? [language] : []), extension].join(".");
}

/** Beside the result, whatever is there already. */
export function sidecarPath(
  output: string,
  { suffix, overwrite }: Pick<Sidecar, "suffix" | "overwrite">,
): Promise<string> {
  const stem = output.slice(0, output.length - extname(output).length);
  return freePath(`${stem}${suffix}`, overwrite ? "overwrite" : "rename");
}

/** Those that were not published. */
export async function removeSidecars(sidecars: readonly Sidecar[]): Promise<void> {
  await Promise.all(sidecars.map(({ temporary }) => rm(temporary, { force: true })));
}

/** The result with the names of its sidecars, and its losses with theirs. */
export function withSidecars(result: ConversionResult, sidecars: readonly Sidecar[]): ConversionResult {
  return {
    ...result,
    sidecars: sidecars.map(({ path }) => path),
    losses: result.losses.map((loss) => {
      const kept = sidecars.find(({ stream }) => stream === loss.stream);
      return kept ? { ...loss, sidecar: kept.path } : loss;
    }),
  };
}
