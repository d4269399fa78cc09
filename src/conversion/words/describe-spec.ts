import type { Language } from "../../errors/index.js";
import { audioSpec, videoSpec } from "../intent.js";
import type { ConversionSpec, VideoSpec } from "../spec.js";
import { type Piece, type Say, sayIn } from "./say.js";
import { sayTracks, sayTrim } from "./say-parts.js";

/**
 * Says a spec as a sentence that `parseRequest` reads back as the same spec: every field, as `normalizeSpec` gives it. An
 * object with nothing in it, such as `video: {}`, asks for nothing and is not said. A spec that contradicts itself is said
 * as it is, and reading it back asks which part holds.
 *
 * @example
 * describeSpec({ video: { codec: "h264", crf: 20 }, targetSize: 25_000_000 }, "en")
 * // "Convert to MP4: H.264, CRF 20, under 25 MB."
 */
export function describeSpec(spec: ConversionSpec, language: Language): string {
  const say = sayIn(spec, language);
  const pieces = [
    ...codecs(spec, say),
    ...picture(spec, say),
    ...sound(spec, say),
    ...whole(spec, say),
  ].filter((piece): piece is string => piece !== undefined);
  if (language === "zh") return pieces.length === 0 ? "转换为 MP4。" : `转换为 MP4：${pieces.join("，")}。`;
  return pieces.length === 0 ? "Convert to MP4." : `Convert to MP4: ${pieces.join(", ")}.`;
}

/** What becomes of the streams, copies first. */
function codecs(spec: ConversionSpec, { words }: Say): Piece[] {
  const [video, audio] = [videoSpec(spec).codec, audioSpec(spec).codec];
  if (video === "copy" && audio === "copy") return [words(true, "without re-encoding", "不要重新编码")];
  return [
    words(video === "copy", "copy the video", "复制视频流"),
    words(video === "h264", "H.264", "H.264"),
    words(video === "hevc", "HEVC", "HEVC"),
    words(video === "av1", "AV1", "AV1"),
    words(audio === "copy", "copy the audio", "复制音频流"),
  ];
}

function picture(spec: ConversionSpec, say: Say): Piece[] {
  const { value, choice, words } = say;
  const video = videoSpec(spec);
  return [
    choice("video"),
    choice("video.codec"),
    value(video.crf, "CRF %", "CRF %"),
    ...size(video, say),
    value(video.fps, "% fps", "% 帧/秒"),
    value(rateText(video.bitrate), "video bitrate %", "视频码率 %"),
    value(rateText(video.maxBitrate), "video bitrate at most %", "视频码率不超过 %"),
    choice("video.allowUpscale"),
    choice("video.profile"),
    value(video.level, "level %", "级别 %"),
    value(presetText(video.preset), "encoder preset %", "编码预设 %"),
    choice("video.rotate"),
    value(video.keyframeInterval, "keyframes every % seconds", "关键帧间隔 % 秒"),
    choice("video.deinterlace"),
    choice("video.detelecine"),
    choice("video.hdr"),
    words(spec.reencode === true, "re-encode everything", "全部重新编码"),
    choice("reencode"),
  ];
}

function size({ width, height }: VideoSpec, { value }: Say): Piece[] {
  if (isBetween(width, 10, 99_999) && isBetween(height, 10, 99_999)) return [`${width}x${height}`];
  if (width === undefined && isBetween(height, 100, 9999)) return [`${height}p`];
  return [value(width, "% pixels wide", "宽度 % 像素"), value(height, "% pixels high", "高度 % 像素")];
}

function isBetween(value: number | undefined, least: number, most: number): boolean {
  return value !== undefined && value >= least && value <= most;
}

function sound(spec: ConversionSpec, { value, choice, words }: Say): Piece[] {
  const audio = audioSpec(spec);
  return [
    words(spec.audio === false, "no audio", "去掉声音"),
    choice("audio.codec"),
    words(audio.codec === "aac", "AAC audio", "AAC 音频"),
    value(rateText(audio.bitrate), "audio bitrate %", "音频码率 %"),
    choice("audio.channels") ?? value(audio.channels, "% channels", "% 声道"),
    value(audio.sampleRate, "sample rate % Hz", "采样率 % Hz"),
    choice("audio.normalize"),
  ];
}

function whole(spec: ConversionSpec, say: Say): Piece[] {
  const { value, choice, words } = say;
  const { targetSize, streams, trim, useCase } = spec;
  return [
    value(sizeText(targetSize), "under %", "不超过 %"),
    useCase && words(true, uses[useCase][0], uses[useCase][1]),
    ...(trim ? sayTrim(trim, say) : []),
    choice("subtitles"),
    choice("faststart"),
    choice("fragmented"),
    streams?.video === undefined ? undefined : value(streams.video + 1, "video track %", "视频轨 %"),
    choice("streams.audio") ?? sayTracks(streams?.audio, say),
  ];
}

const uses = {
  youtube: ["for YouTube", "用于 YouTube"],
  vimeo: ["for Vimeo", "用于 Vimeo"],
  web: ["for the web", "用于网页"],
  mobile: ["for mobile", "用于手机"],
  broadcast: ["for broadcast", "用于广播"],
  archive: ["for archiving", "用于存档"],
  email: ["for email", "用于邮件"],
  preview: ["as a preview", "用于预览"],
} as const;

const commonPreset =
  /^(?:ultrafast|superfast|veryfast|faster|fast|medium|slow|slower|veryslow|placebo|1?\d)$/;

function presetText(preset: string | undefined): string | undefined {
  return preset === undefined || commonPreset.test(preset) ? preset : `"${preset}"`;
}

function rateText(bitrate: number | undefined): string | undefined {
  if (bitrate === undefined) return undefined;
  return bitrate % 1000 === 0 ? `${bitrate / 1000} kb/s` : `${bitrate} b/s`;
}

function sizeText(bytes: number | undefined): string | undefined {
  if (bytes === undefined) return undefined;
  if (bytes % 1_000_000 === 0) return `${bytes / 1_000_000} MB`;
  return bytes % 1000 === 0 ? `${bytes / 1000} KB` : `${bytes} bytes`;
}
