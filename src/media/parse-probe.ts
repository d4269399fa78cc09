import type { ProbeJson, ProbeStream } from "./probe-json.js";
import * as quantity from "./probe-values.js";
import type { AudioStream, MediaInfo, StreamInfo, SubtitleStream, VideoStream } from "../conversion/index.js";

const bitmapSubtitles = ["hdmv_pgs_subtitle", "dvd_subtitle", "dvb_subtitle", "xsub"];

/** What ffprobe says, as a `MediaInfo`. Pure. */
export function parseProbe({
  format = {},
  streams = [],
  chapters = [],
  programs = [],
}: ProbeJson): MediaInfo {
  const duration = quantity.number(format.duration);
  const bytes = quantity.number(format.size);
  const bitrate = quantity.number(format.bit_rate);
  const ofType = (type: string) =>
    streams
      .filter((stream) => stream.codec_type === type)
      .map((stream) => ({ ...withLength(stream, format), start: startOf(stream, format) }));
  return {
    format: format.format_name ?? "unknown",
    ...(duration !== undefined && duration > 0 && { duration }),
    ...(bytes !== undefined && { bytes }),
    ...(bitrate !== undefined && { bitrate }),
    video: ofType("video").map(toVideo),
    audio: ofType("audio").map(toAudio),
    subtitles: ofType("subtitle").map(toSubtitles),
    chapters: chapters.map(({ start_time, end_time, tags }) => ({
      start: quantity.number(start_time) ?? 0,
      end: quantity.number(end_time) ?? 0,
      ...(tags?.["title"] !== undefined && { title: tags["title"] }),
    })),
    tags: format.tags ?? {},
    ...toOthers(streams),
    ...(programs.length > 1 && {
      programs: programs.map(({ streams: own = [] }) => own.map(({ index }) => index)),
    }),
  };
}

function toOthers(streams: ProbeStream[]): Pick<MediaInfo, "others"> {
  const others = streams.filter(
    ({ codec_type = "data" }) => !["video", "audio", "subtitle"].includes(codec_type),
  );
  // What carries the titles of QuickTime's chapters is no stream of its own.
  const told = others.filter(
    ({ codec_tag_string, tags }) => codec_tag_string !== "text" || tags?.["timecode"],
  );
  if (told.length === 0) return {};
  return {
    others: told.map(({ index, codec_type = "data", codec_tag_string }) => ({
      index,
      kind: codec_tag_string === "tmcd" ? "timecode" : codec_type,
    })),
  };
}

/** Matroska says how long a stream is in a tag of its own: ffmpeg writes when it ends, mkvmerge how long it lasts. */
function withLength(stream: ProbeStream, { tags = {} }: NonNullable<ProbeJson["format"]>): ProbeStream {
  const said = stream.duration === undefined ? quantity.clock(stream.tags?.["DURATION"]) : undefined;
  if (said === undefined) return stream;
  const isEnd = (tags["ENCODER"] ?? tags["encoder"])?.startsWith("Lavf");
  const start = isEnd ? (quantity.number(stream.start_time) ?? 0) : 0;
  return { ...stream, duration: (said - start).toFixed(6) };
}

// A clock of milliseconds cannot tell less.
const leastStart = 0.002;

/** On the clock of the file, which need not begin at 0. */
function startOf({ start_time }: ProbeStream, format: NonNullable<ProbeJson["format"]>): number {
  const start = Number(start_time ?? 0) - Number(format.start_time ?? 0);
  return start > leastStart ? Math.round(start * 1e6) / 1e6 : 0;
}

/** A stream with what its container says of it. */
type PlacedStream = ProbeStream & { start: number };

function toStream(stream: PlacedStream): StreamInfo {
  const language = quantity.language(stream.tags?.["language"]);
  const duration = quantity.number(stream.duration);
  const bitrate = quantity.number(stream.bit_rate) ?? quantity.number(stream.tags?.["BPS"]);
  return {
    index: stream.index,
    codec: stream.codec_name ?? "unknown",
    ...(language !== undefined && language !== "und" && { language }),
    ...(duration !== undefined && duration > 0 && { duration }),
    ...(stream.start > 0 && { start: stream.start }),
    ...(bitrate !== undefined && { bitrate }),
    dispositions: Object.entries(stream.disposition ?? {})
      .filter(([, isSet]) => isSet === 1)
      .map(([name]) => name),
  };
}

function toVideo(stream: PlacedStream): VideoStream {
  const { width = 0, height = 0, pix_fmt = "unknown", codec_tag_string } = stream;
  const sar = quantity.aspect(stream.sample_aspect_ratio);
  const rotation = rotationOf(stream);
  const shown = { width: Math.round(width * quantity.ratio(sar)), height };
  const isTurned = rotation === 90 || rotation === 270;
  const hdr = hdrOf(stream);
  const frames = quantity.number(stream.nb_frames);
  return {
    ...toStream(stream),
    ...(stream.profile !== undefined && stream.profile !== "unknown" && { profile: stream.profile }),
    ...(stream.level !== undefined && stream.level > 0 && { level: stream.level }),
    width,
    height,
    displayWidth: isTurned ? shown.height : shown.width,
    displayHeight: isTurned ? shown.width : shown.height,
    sar,
    rotation,
    ...quantity.frameRate(stream),
    pixelFormat: pix_fmt,
    bitDepth: quantity.number(stream.bits_per_raw_sample) || depthOf(pix_fmt),
    fieldOrder: stream.field_order ?? "unknown",
    color: colorOf(stream),
    ...(hdr !== undefined && { hdr }),
    ...(frames !== undefined && { frames }),
    ...(hasAlpha(stream) && { hasAlpha: true }),
    ...(stream.closed_captions === 1 && { hasCaptions: true }),
    ...dolbyVisionOf(stream),
    ...timecodeOf(stream),
    ...(codec_tag_string !== undefined &&
      !codec_tag_string.startsWith("[") && { codecTag: codec_tag_string }),
  };
}

function toAudio(stream: PlacedStream): AudioStream {
  return {
    ...toStream(stream),
    ...(stream.profile !== undefined && stream.profile !== "unknown" && { profile: stream.profile }),
    channels: stream.channels ?? 0,
    ...(stream.channel_layout !== undefined && { layout: stream.channel_layout }),
    sampleRate: quantity.number(stream.sample_rate) ?? 0,
  };
}

function toSubtitles(stream: PlacedStream): SubtitleStream {
  return { ...toStream(stream), isBitmap: bitmapSubtitles.includes(stream.codec_name ?? "") };
}

/** Clockwise, as a player turns the picture; the display matrix counts the other way, the old tag did not. */
function rotationOf({ side_data_list = [], tags }: ProbeStream): VideoStream["rotation"] {
  const matrix = side_data_list.find(({ rotation }) => rotation !== undefined)?.rotation;
  const clockwise = matrix === undefined ? Number(tags?.["rotate"] ?? 0) : -Number(matrix);
  const quarters = Math.round((Number.isFinite(clockwise) ? clockwise : 0) / 90);
  return ((((quarters % 4) + 4) % 4) * 90) as VideoStream["rotation"];
}

function hdrOf({ color_transfer, side_data_list = [] }: ProbeStream): VideoStream["hdr"] {
  if (side_data_list.some(({ side_data_type }) => /DOVI/.test(side_data_type ?? ""))) return "dolby-vision";
  if (color_transfer === "smpte2084") return "hdr10";
  return color_transfer === "arib-std-b67" ? "hlg" : undefined;
}

/** Of VP8 and VP9 ffmpeg decodes the transparency apart. */
function hasAlpha({ tags = {} }: ProbeStream): boolean {
  return (tags["alpha_mode"] ?? tags["ALPHA_MODE"]) === "1";
}

function dolbyVisionOf({ side_data_list = [] }: ProbeStream): Pick<VideoStream, "dolbyVision"> {
  const record = side_data_list.find(({ side_data_type }) => /DOVI/.test(side_data_type ?? ""));
  if (!record) return {};
  const { dv_profile: profile = 0, dv_bl_signal_compatibility_id: compatibility = 0 } = record;
  return { dolbyVision: { profile, compatibility } };
}

function timecodeOf({ tags = {} }: ProbeStream): Pick<VideoStream, "timecode"> {
  const timecode = tags["timecode"] ?? tags["TIMECODE"];
  return timecode !== undefined && /^[\d:;.]{0,16}$/.test(timecode) ? { timecode } : {};
}

function colorOf(stream: ProbeStream): VideoStream["color"] {
  const said = {
    primaries: stream.color_primaries,
    transfer: stream.color_transfer,
    matrix: stream.color_space,
    range: stream.color_range,
  };
  // They become arguments: what is no name of ffmpeg's is as good as nothing.
  return Object.fromEntries(Object.entries(said).filter(([, name]) => /^[\w-]{1,32}$/.test(name ?? "")));
}

function depthOf(pixelFormat: string): number {
  const depth = /(?:^p[024]|p|gray|ya|gbrap|x2rgb|x2bgr|y2)(9|10|12|14|16)(?:le|be)?$/.exec(pixelFormat)?.[1];
  if (depth !== undefined) return Number(depth);
  return /(?:48|64)(?:le|be)$/.test(pixelFormat) ? 16 : 8;
}
