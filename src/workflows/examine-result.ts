import { NemoError } from "../errors/index.js";
import {
  compareResult,
  compareWithWish,
  type ConversionSpec,
  type Expectation,
  type MediaInfo,
  type Verification,
  type VerificationCheck,
} from "../conversion/index.js";
import { checkPlays, measurePictures, type Played, probe, probePlaying, readMp4 } from "../media/index.js";
import type { MediaLimits } from "../options/index.js";
import { checkShows, type Origin, watchable } from "./check-shows.js";
import type { ConvertOptions } from "./convert-options.js";
import type { Tools } from "./tools.js";

export interface Examined {
  output: MediaInfo;
  verification: Verification;
}

export interface ExamineOptions extends Pick<ConvertOptions, "verify" | "signal"> {
  /** What was asked for: what a result is held against where nothing is expected of it because nobody saw its source. */
  wish?: ConversionSpec;
  /** What it was made of; where every frame is decoded, a result that shows nothing is held against it. */
  origin?: Origin;
}

// What an MP4's own index tells as surely as ffprobe.
const sureWithoutTools = ["picture size", "duration", "size"];

/** Looks at a result: by ffprobe and ffmpeg where they are at hand, else by its own index alone. */
export async function examineResult(
  path: string,
  expected: Expectation | undefined,
  tools: Tools,
  { verify = true, signal, wish, origin }: ExamineOptions,
): Promise<Examined> {
  if (tools.ffprobe === undefined) {
    const output = await readMp4(path);
    const seen = wish && verify !== false ? compareWithWish(wish, output) : [];
    const checks = seen.filter(({ name }) => sureWithoutTools.includes(name));
    return { output, verification: { ok: checks.every(({ ok }) => ok), level: "none", checks } };
  }
  const { ffprobe: ffprobePath, mediaLimits } = tools;
  if (verify === false) {
    const output = await probe(path, { ffprobePath, mediaLimits, signal, headerOnly: true });
    return { output, verification: { ok: true, level: "none", checks: [] } };
  }
  const level = verify === "full" ? "full" : "quick";
  const { ffmpeg } = tools;
  const seen = await lookAndPlay(path, ffmpeg, level, { ffprobePath, mediaLimits, signal });
  if (NemoError.isInstance(seen.output)) return unreadable(path, seen.output, level);
  const compare = (info: MediaInfo): VerificationCheck[] =>
    expected ? compareResult(expected, info) : wish ? compareWithWish(wish, info) : [];
  let { output } = seen;
  let checks = compare(output);
  if (checks.some(isShortPicture)) {
    output = await measurePictures(output, ffprobePath, path, signal);
    checks = compare(output);
  }
  const { played } = seen;
  if (played) checks.push(played.check);
  if (origin && ffmpeg !== undefined && played?.dark) {
    checks.push(...(await checkShows(origin, { output, dark: played.dark, ffmpeg, signal })));
  }
  // Without a source to hold it against, a result that plays may still be of another film.
  const reached = expected ? level : "none";
  return { output, verification: { ok: checks.every(({ ok }) => ok), level: reached, checks } };
}

function isShortPicture({ name, expected, actual, ok }: VerificationCheck): boolean {
  return !ok && name === "video duration" && Number(actual) < Number(expected);
}

/** A quick look that finds nothing wrong takes one process; what it does not like is looked at again by two. */
async function lookAndPlay(
  path: string,
  ffmpeg: string | undefined,
  level: "quick" | "full",
  options: LookOptions,
): Promise<{ output: MediaInfo | NemoError; played?: Played }> {
  if (ffmpeg === undefined) return { output: await look(path, options) };
  const { signal } = options;
  if (level === "full") {
    const output = await look(path, options);
    const watched = NemoError.isInstance(output) ? undefined : watchable(output);
    return { output, played: await checkPlays(path, { ffmpeg, depth: level, watched, signal }) };
  }
  const seen = await probePlaying(path, options);
  if (seen) return { output: seen, played: { check: itPlays } };
  const plays = checkPlays(path, { ffmpeg, depth: level, signal });
  const [output, played] = await Promise.all([look(path, options), plays]);
  return { output, played };
}

interface LookOptions {
  ffprobePath: string;
  mediaLimits: MediaLimits;
  signal?: AbortSignal;
}

const itPlays: VerificationCheck = { name: "it plays", expected: "no errors", actual: "no errors", ok: true };

async function look(path: string, options: LookOptions): Promise<MediaInfo | NemoError> {
  try {
    return await probe(path, { ...options, headerOnly: true });
  } catch (error) {
    if (NemoError.isInstance(error) && error.code !== "aborted") return error;
    throw error;
  }
}

/** A result that cannot be opened at all is a mismatch like any other. */
function unreadable(path: string, error: NemoError, level: "quick" | "full"): Examined {
  const check = { name: "it opens", expected: "an MP4", actual: error.message, ok: false };
  const output = {
    format: "unknown",
    video: [],
    audio: [],
    subtitles: [],
    chapters: [],
    tags: { file: path },
  };
  return { output, verification: { ok: false, level, checks: [check] } };
}
