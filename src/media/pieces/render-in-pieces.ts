import { rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { framesPerSecond } from "../../conversion/index.js";
import { NemoError } from "../../errors/index.js";
import { type Build, readBuild } from "../build.js";
import { cutsSubtitles } from "../cut-subtitles.js";
import { findBinary } from "../find-binaries.js";
import { toFileUrl } from "../formats.js";
import { GrowthWatch } from "../growth-watch.js";
import { preparePasses } from "../prepare-passes.js";
import { checkSpace, renderPlan, type RenderPlanOptions, toRenderProgress } from "../render-plan.js";
import { runFfmpeg } from "../run-ffmpeg.js";
import { readStartTimes } from "../start-times.js";
import { decoderThreads, encoderThreads } from "../threads.js";
import { joinArguments, pieceList } from "./join-arguments.js";
import { measurePiece } from "./measure-piece.js";
import { cutPieces, type Piece, pieceArguments } from "./piece-arguments.js";
import { type KeptPiece, ProgressFolder } from "./progress-folder.js";
import { type SplitPass, splitPass } from "./split-pass.js";

export interface RenderInPiecesOptions extends RenderPlanOptions {
  pieces: {
    /** The folder in which the progress is kept, hidden; its file system needs room for the result once more. */
    folder: string;
    /**
     * About how long each piece is, in seconds of the result.
     * @default 60
     */
    seconds?: number;
    /**
     * Whether the progress outlives an abort, too, and a full disk; otherwise only the end of this process.
     * @default false
     */
    keepsWhenAborted?: boolean;
  };
}

/**
 * Like `renderPlan`, for a long encode that is to go on where it was should this process die: the picture is encoded piece by
 * piece, then joined with the sound, which is encoded at once. A plan that cannot be taken apart, or is no longer than two
 * pieces, is carried out in one run; so is one whose pieces turn out not to fit.
 */
export async function renderInPieces(options: RenderInPiecesOptions): Promise<{ arguments: string[] }> {
  const { plan, info, source, signal, pieces: place } = options;
  const { seconds = 60 } = place;
  const isOneEncode = plan.passes.length === 1 && plan.route !== "copy" && !cutsSubtitles(options);
  // Most files are short, and are asked nothing more.
  const isLong = (plan.expectation.duration ?? info.duration ?? 0) >= seconds * 2;
  if (!isOneEncode || !isLong || plan.expectation.mostBytes !== undefined) return renderPlan(options);
  const build = await readBuild(options);
  const { path: ffprobe } = await findBinary("ffprobe", options);
  const passLog = `${options.output}.pass`;
  const [pass] = await preparePasses(plan, { build, passLog, source, info, signal });
  const starts = await readStartTimes(source, { ffprobe, signal });
  const split = splitPass(pass!, { info, inputArguments: plan.inputArguments, starts });
  // Old builds end a copy of uneven frames before its last one, and cannot leave out the edit list of a copy.
  const { hasFpsMode: isRecent } = build;
  const isBeyond = split?.stream.isVariableFrameRate === true || plan.passes[0]!.includes("-use_editlist");
  if (!split || (!isRecent && isBeyond) || split.duration < seconds * 2) return renderPlan(options);
  const recipe = [1, plan.inputArguments, pass, seconds, build.version];
  const progress = await ProgressFolder.open({ folder: place.folder, source, recipe });
  if (!progress) return renderPlan(options);
  try {
    await checkSpace([options, options]);
    const used = await encodeAndJoin({ ...options, build, ffprobe, split, progress, seconds });
    await progress.remove();
    return used ? { arguments: pass! } : await renderPlan(options);
  } catch (error) {
    await rm(options.output, { force: true });
    const isOver = !signal?.aborted && !(NemoError.isInstance(error) && error.code === "disk-full");
    if (place.keepsWhenAborted && !isOver) await progress.release();
    else await progress.remove();
    throw signal?.aborted && !NemoError.isInstance(error) ? signal.reason : error;
  }
}

interface Work extends RenderInPiecesOptions {
  build: Build;
  ffprobe: string;
  split: SplitPass;
  progress: ProgressFolder;
  seconds: number;
}

// Of the whole, what joining takes: the sound is encoded then.
const joinShare = 0.08;

/** False when the pieces do not fit each other. */
async function encodeAndJoin(work: Work): Promise<boolean> {
  const { split, progress, signal, mostBytes } = work;
  const pieces = cutPieces(split, work.seconds);
  const watch = mostBytes === undefined ? undefined : new GrowthWatch(mostBytes, split.duration);
  const made: KeptPiece[] = [];
  for (const piece of pieces) {
    const before = made.reduce((sum, { bytes }) => sum + bytes, 0);
    const kept = (await reuse(work, piece)) ?? (await encode(work, piece, before, watch));
    if (!isWhole(piece, kept, made.at(-1))) return false;
    if (kept.frames > 0) made.push(kept);
  }
  const list = join(progress.path, "list.ffconcat");
  await writeFile(list, pieceList(made));
  const joined = joinArguments(split, { list: toFileUrl(list), first: made[0]!.first });
  await runFfmpeg({
    ffmpeg: work.build.path,
    source: work.source,
    inputArguments: [...decoderThreads(work.threads), ...work.plan.inputArguments],
    arguments: [...joined, ...encoderThreads(work.threads, joined)],
    output: work.output,
    signal,
    onProgress: (now) => {
      const part = { done: 1 - joinShare, share: joinShare, isLast: true };
      work.onProgress?.(toRenderProgress(now, split.duration, part));
    },
  });
  return true;
}

/** Every frame of a piece lies behind those of the one before, and on a grid none is missing. */
function isWhole({ start, frames }: Piece, kept: KeptPiece, previous: KeptPiece | undefined): boolean {
  if (frames !== undefined && kept.frames !== frames) return false;
  if (start === 0 && kept.frames === 0) return false;
  return kept.frames === 0 || previous === undefined || kept.first > previous.last + 1e-6;
}

async function reuse({ progress, ffprobe, signal }: Work, piece: Piece): Promise<KeptPiece | undefined> {
  const kept = progress.find(nameOf(piece));
  if (!kept) return undefined;
  const path = join(progress.path, kept.name);
  const size = await stat(path).then(
    ({ size }) => size,
    () => -1,
  );
  const isThere =
    size === kept.bytes && (await measurePiece(path, { ffprobe, signal })).frames === kept.frames;
  if (!isThere) progress.forget(kept.name);
  return isThere ? kept : undefined;
}

async function encode(work: Work, piece: Piece, before: number, watch?: GrowthWatch): Promise<KeptPiece> {
  const { split, progress, source, plan, build, ffprobe, signal, onProgress } = work;
  const cut = plan.passes[0]!.includes("-t") ? split.duration : undefined;
  const { input, output } = pieceArguments(split, piece, cut);
  const temporary = join(progress.path, `${nameOf(piece)}.part`);
  const share = (1 - joinShare) / split.duration;
  const fps = framesPerSecond(split.stream.frameRate) || 25;
  const begun = performance.now();
  const run = runFfmpeg({
    ffmpeg: build.path,
    source,
    inputArguments: [...decoderThreads(work.threads), ...input],
    arguments: [...output, ...encoderThreads(work.threads, output)],
    output: temporary,
    signal: watch && signal ? AbortSignal.any([watch.signal, signal]) : (watch?.signal ?? signal),
    onProgress: ({ bytes = 0, frames = 0 }) => {
      // The time stamps are those of the whole, or begin anew: only the frames tell how far this piece is.
      const within = Math.min((piece.end ?? split.duration) - piece.start, frames / fps);
      const now = piece.start + within;
      watch?.look({ time: now, bytes: before + bytes });
      const speed = within / Math.max(0.001, (performance.now() - begun) / 1000);
      onProgress?.({
        percent: Math.min(1 - joinShare, now * share) * 100,
        ...(speed > 0 && { speed, remainingMs: ((split.duration - now) / speed) * 1000 }),
      });
    },
  });
  await run.catch((error: unknown) => {
    throw watch?.signal.aborted && !signal?.aborted ? watch.signal.reason : error;
  });
  const measured = await measurePiece(temporary, { ffprobe, signal });
  // On a grid each piece counts from its own beginning.
  const offset = split.rate === undefined ? 0 : piece.start;
  const kept: KeptPiece = {
    name: nameOf(piece),
    bytes: (await stat(temporary)).size,
    frames: measured.frames,
    first: measured.first + offset,
    last: measured.last + offset,
  };
  await progress.keep(temporary, kept);
  return kept;
}

function nameOf({ number }: Piece): string {
  return `piece-${String(number).padStart(5, "0")}.nut`;
}
