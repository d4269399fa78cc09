import { open, stat } from "node:fs/promises";
import { abortedError, NemoError } from "../errors/index.js";
import type { MediaInfo } from "../conversion/index.js";
import { defaultMediaLimits, type MediaLimits } from "../options/index.js";
import { runChild } from "./child.js";
import { ffmpegError } from "./ffmpeg-error.js";
import { type BinaryOptions, findBinary } from "./find-binaries.js";
import { probeGuards, toFileUrl } from "./formats.js";
import { measure } from "./measure.js";
import { readMp4Layout } from "./mp4-layout.js";
import { examinePicture } from "./examine-picture.js";
import { parseProbe } from "./parse-probe.js";
import type { DecodedEntry, ProbeJson } from "./probe-json.js";
import { refuseEndless, refuseExcess } from "./refuse-excess.js";

export interface ProbeOptions extends BinaryOptions {
  signal?: AbortSignal;
  /** What the header says is enough, and the picture need not be looked at. */
  headerOnly?: boolean;
  /** What claims more is refused. */
  mediaLimits?: MediaLimits;
}

// A start of ffprobe costs 60 to 100 ms, and the client and the embedded backend both want to know.
const remembered = new Map<string, Promise<MediaInfo>>();
// A batch looks at so many files before it converts the first of them.
const mostRemembered = 256;

/**
 * What the file at `path` holds.
 *
 * @throws NemoError `not-media`, `source-damaged`, `source-encrypted`, `source-missing`, `ffmpeg-missing`; `unsupported-file`
 * beyond a limit; `timeout`
 */
export async function probe(path: string, options: ProbeOptions = {}): Promise<MediaInfo> {
  const { signal, headerOnly = false, mediaLimits = defaultMediaLimits } = options;
  const { path: ffprobe } = await findBinary("ffprobe", options);
  const { ino, size, mtimeMs } = await stat(path).catch(() => {
    throw new NemoError("source-missing", `${path}: there is no such file.`, { details: { path } });
  });
  const key = JSON.stringify([ffprobe, path, ino, size, mtimeMs, headerOnly, mediaLimits]);
  const known = remembered.get(key);
  if (known) {
    return known.catch((error: unknown) => {
      const isOthersAbort = NemoError.isInstance(error) && error.code === "aborted" && !signal?.aborted;
      if (isOthersAbort) return probe(path, options);
      throw error;
    });
  }
  const asked = ask(ffprobe, path, options).then(({ info }) => info);
  remember(key, asked);
  return asked;
}

/** What the header says, and what came out of the places that were decoded in the same run of ffprobe. */
export interface Decoded {
  info: MediaInfo;
  /** In the order in which they were read. */
  entries: DecodedEntry[];
  /** What ffprobe complained of. */
  errors: string;
}

/**
 * As `probe` by the header alone, and decodes these places, too: one start instead of two. Nothing is remembered.
 *
 * @param intervals as ffprobe's `-read_intervals` takes them
 */
export async function probeDecoding(
  path: string,
  intervals: string,
  options: ProbeOptions,
): Promise<Decoded> {
  const { path: ffprobe } = await findBinary("ffprobe", options);
  const { info, json, errors } = await ask(ffprobe, path, { ...options, headerOnly: true }, [
    // Its decoders take one thread by themselves; no data is read for the smoothing of edges, which costs a fifth.
    ...["-threads", "2", "-skip_loop_filter", "all"],
    ...["-read_intervals", intervals, "-show_packets", "-show_frames"],
    ...["-show_entries", "packet=codec_type:frame=media_type,key_frame,pts_time,pkt_pts_time"],
  ]);
  return { info, entries: json.packets_and_frames ?? [], errors };
}

function remember(key: string, asked: Promise<MediaInfo>): void {
  remembered.set(key, asked);
  // One caller's abort, or a file that is complete by next time, is nobody else's failure.
  asked.catch(() => remembered.delete(key));
  if (remembered.size <= mostRemembered) return;
  const oldest = remembered.keys().next().value;
  if (oldest !== undefined) remembered.delete(oldest);
}

async function ask(
  ffprobe: string,
  path: string,
  options: ProbeOptions,
  more: readonly string[] = [],
): Promise<{ info: MediaInfo; json: ProbeJson; errors: string }> {
  const { signal, headerOnly, mediaLimits = defaultMediaLimits } = options;
  const args = ["-v", "error", ...probeGuards, "-print_format", "json"];
  const show = ["-show_format", "-show_streams", "-show_chapters", "-show_programs"];
  const timeout = AbortSignal.timeout(mediaLimits.probeMs);
  const result = await runChild(ffprobe, [...args, ...show, ...more, toFileUrl(path)], {
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  });
  if (signal?.aborted) throw abortedError(signal);
  if (result.wasAborted) throw tooSlow(path, mediaLimits);
  if (result.isOverfull) refuseEndless(path);
  if (result.code !== 0) throw await unreadable(path, ffmpegError("ffprobe", path, result));
  const json = JSON.parse(result.output) as ProbeJson;
  const info = parseProbe(json);
  refuseExcess(path, info, result.errors, mediaLimits);
  if (isEncrypted(json) || (await isProtected(info, path))) {
    throw new NemoError("source-encrypted", `${path} is copy protected (DRM).`, { details: { path } });
  }
  if (info.video.length + info.audio.length === 0) {
    throw new NemoError("not-media", `${path} holds neither picture nor sound.`, { details: { path } });
  }
  const measured = await measure(info, ffprobe, path, signal);
  refuseExcess(path, measured, "", mediaLimits);
  const seen = headerOnly ? measured : await examinePicture(measured, { ...options, ffprobe, path });
  return { info: seen, json, errors: result.errors };
}

function tooSlow(path: string, { probeMs }: MediaLimits): NemoError {
  return new NemoError("timeout", `${path}: ffprobe did not come to an end with it in ${probeMs} ms.`, {
    details: { path, limit: "mediaLimits.probeMs", most: probeMs },
    action: { message: "If the disk is that slow, set `mediaLimits: { probeMs: … }`." },
  });
}

// What an MP4 or QuickTime file can begin with (ISO/IEC 14496-12; QuickTime File Format, "atoms").
const firstBoxes = ["ftyp", "moov", "mdat", "free", "skip", "wide", "pnot", "styp", "moof", "sidx", "uuid"];

// JPEG, PNG, BMP, WebP: what these files begin with.
const pictures = /^(?:\xff\xd8\xff|\x89PNG|BM|RIFF....WEBP)/s;

/** A text that calls itself .mp4 lacks an index, too, and one that calls itself .png is no picture. */
async function unreadable(path: string, error: NemoError): Promise<NemoError> {
  if (error.code !== "source-damaged" && error.code !== "no-video") return error;
  const head = Buffer.alloc(12);
  const file = await open(path, "r");
  await file.read(head, 0, 12, 0).finally(() => file.close());
  const text = head.toString("latin1");
  const isTold = error.code === "no-video" ? pictures.test(text) : firstBoxes.includes(text.slice(4, 8));
  if (isTold) return error;
  return new NemoError("not-media", `${path}: no video or audio was found in it.`, {
    details: error.details,
  });
}

/** ffprobe shows the codec that is under a protection by Common Encryption, and not the protection. */
async function isProtected({ format }: MediaInfo, path: string): Promise<boolean> {
  return format.startsWith("mov,mp4,") && (await readMp4Layout(path))?.isProtected === true;
}

/** Sample entries of protected streams (ISO/IEC 14496-12, 23001-7) and of the iTunes store. */
function isEncrypted({ streams = [] }: ProbeJson): boolean {
  return streams.some(({ codec_tag_string }) =>
    /^(?:encv|enca|drms|drmi|p608)$/.test(codec_tag_string ?? ""),
  );
}
