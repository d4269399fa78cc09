import type { Command } from "commander";
import type { ConversionSpecInput, PresetName } from "../conversion/index.js";
import type { ConvertOptions } from "../nemo-converter.js";
import type { ConverterFlags } from "./create-converter.js";
import { depthOf } from "./report-result.js";

/** What the command line says of a conversion. */
export interface ConvertFlags extends ConverterFlags {
  output?: string;
  to?: string;
  preset?: string;
  codec?: string;
  crf?: string;
  bitrate?: string;
  maxBitrate?: string;
  width?: string;
  height?: string;
  fps?: string;
  audio: boolean;
  audioCodec?: string;
  audioBitrate?: string;
  channels?: string;
  size?: string;
  start?: string;
  end?: string;
  copy?: boolean;
  reencode?: boolean;
  onExists?: string;
  overwrite?: boolean;
  keepLarger?: boolean;
  keepTimes?: boolean;
  verify?: string;
  receipt?: string | true;
  check?: boolean;
  strict?: boolean;
  acknowledge?: string[];
  subtitles?: string;
  dryRun?: boolean;
  json: boolean;
  quiet: boolean;
}

export function withConvertFlags(command: Command): Command {
  return command
    .option("-o, --output <path>", "file or folder (default: beside the source)")
    .option("--to <words>", 'what is wanted in plain words: "1080p, under 25MB" or "压缩到25MB以内"')
    .option("--preset <name>", "youtube, vimeo, web, mobile, broadcast, archive, email, preview")
    .option("--codec <name>", "auto, copy, h264, hevc, av1")
    .option("--crf <number>", "quality: lower is better, 18 to 23 is usual")
    .option("--bitrate <rate>", "of the picture, for example 4000k")
    .option("--max-bitrate <rate>", "of the picture, at the most")
    .option("--width <pixels>", "with --height: a box to fit into")
    .option("--height <pixels>", "the short side, as in 1080p")
    .option("--fps <rate>", "frames per second: 30, 29.97, 30000/1001")
    .option("--no-audio", "leave the sound out")
    .option("--audio-codec <name>", "auto, copy, aac")
    .option("--audio-bitrate <rate>", "for example 192k")
    .option("--channels <number>", "of the sound")
    .option("--size <size>", "the result is never larger, for example 25MB")
    .option("--start <time>", "cut off what is before, for example 1:30")
    .option("--end <time>", "cut off what is after")
    .option("--copy", "copy the streams as they are, or fail")
    .option("--reencode", "encode also what could be copied")
    .option("--keep-larger", "keep an encode although it is larger than its source")
    .option("--keep-times", "give the result the times of its source")
    .option("--on-exists <what>", "fail, overwrite, skip, rename (default: fail)")
    .option("-y, --overwrite", "the same as --on-exists overwrite")
    .option("--verify <depth>", "quick, full, none (default: quick)")
    .option("--check", "decode the whole source first; refuse a damaged one")
    .option(
      "--receipt [path]",
      "write a proof of the conversion beside the output, or under this name (after the inputs)",
    )
    .option("--strict", "refuse a conversion that loses something")
    .option("--acknowledge <kinds...>", "what --strict lets pass, for example bitmap-subtitles")
    .option("--subtitles <what>", "keep, drop, burn (default: keep)")
    .option("--dry-run", "say what would be done, and do nothing", false)
    .option(
      "--backend <name>",
      "local, cloud, or auto, which hands over (default: local, or cloud with NEMO_TOKEN)",
    )
    .option("--ffmpeg <path>", "which ffmpeg to use")
    .option("--ffprobe <path>", "which ffprobe to use")
    .option("--language <tag>", "of messages: en or zh")
    .option("--json", "one JSON object a line", false)
    .option("-q, --quiet", "results and errors only", false);
}

/** The flags as the options of `convert()`. */
export function toConvertOptions(flags: ConvertFlags): ConvertOptions {
  const { output, to, preset, copy, verify } = flags;
  const spec: ConversionSpecInput = {
    video: pruned({
      codec: (flags.codec ?? (copy ? "copy" : undefined)) as "auto" | undefined,
      crf: flags.crf,
      bitrate: flags.bitrate,
      maxBitrate: flags.maxBitrate,
      width: flags.width,
      height: flags.height,
      fps: flags.fps,
    }),
    audio: flags.audio
      ? pruned({
          codec: (flags.audioCodec ?? (copy ? "copy" : undefined)) as "auto" | undefined,
          bitrate: flags.audioBitrate,
          channels: flags.channels,
        })
      : false,
    targetSize: flags.size,
    trim: pruned({ start: flags.start, end: flags.end }),
    reencode: flags.reencode,
    subtitles: flags.subtitles as "keep" | undefined,
  };
  return {
    ...(output !== undefined && { output }),
    ...(to !== undefined && { request: to }),
    ...(preset !== undefined && { preset: preset as PresetName }),
    spec: pruned(spec) ?? {},
    onExists: (flags.overwrite ? "overwrite" : (flags.onExists ?? "fail")) as "fail",
    verify: depthOf(verify),
    ...(flags.keepLarger && { keepLarger: true }),
    ...(flags.keepTimes && { keepTimes: true }),
    ...(flags.receipt !== undefined && { receipt: flags.receipt }),
    ...(flags.check && { check: true }),
    ...(flags.strict && { strict: true }),
    ...(flags.acknowledge && { acknowledge: flags.acknowledge }),
  };
}

/** Without what was not given; undefined when nothing was. */
function pruned<T extends object>(values: T): T | undefined {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : (Object.fromEntries(given) as T);
}
