import type { Language } from "../../errors/index.js";
import { audioSpec, videoSpec } from "../intent.js";
import type { ConversionSpec } from "../spec.js";

const codecNames = { h264: "H.264", hevc: "HEVC", av1: "AV1" } as const;

/**
 * Says a spec as a sentence that `parseRequest` reads back as the same spec.
 *
 * @example
 * describeSpec({ video: { codec: "h264", crf: 20 }, targetSize: 25_000_000 }, "en")
 * // "Convert to MP4: H.264, CRF 20, under 25 MB."
 */
export function describeSpec(spec: ConversionSpec, language: Language): string {
  const isChinese = language === "zh";
  const pieces = isChinese ? chinesePieces(spec) : englishPieces(spec);
  if (isChinese) return pieces.length === 0 ? "转换为 MP4。" : `转换为 MP4：${pieces.join("，")}。`;
  return pieces.length === 0 ? "Convert to MP4." : `Convert to MP4: ${pieces.join(", ")}.`;
}

type Piece = string | undefined | false;

function englishPieces(spec: ConversionSpec): string[] {
  const video = videoSpec(spec);
  const audio = audioSpec(spec);
  const copiesBoth = video.codec === "copy" && audio.codec === "copy";
  return said([
    copiesBoth && "without re-encoding",
    !copiesBoth && video.codec === "copy" && "copy the video",
    codecNameOf(video.codec),
    ...numbersOf(spec),
    widthAlone(spec) !== undefined && `${widthAlone(spec)} pixels wide`,
    video.fps !== undefined && `${video.fps} fps`,
    video.bitrate !== undefined && `video bitrate ${rateText(video.bitrate)}`,
    video.maxBitrate !== undefined && `video bitrate at most ${rateText(video.maxBitrate)}`,
    spec.reencode && "re-encode everything",
    spec.audio === false && "no audio",
    !copiesBoth && audio.codec === "copy" && "copy the audio",
    audio.codec === "aac" && "AAC audio",
    audio.bitrate !== undefined && `audio bitrate ${rateText(audio.bitrate)}`,
    spec.targetSize !== undefined && `under ${sizeText(spec.targetSize)}`,
    spec.useCase && englishUses[spec.useCase],
  ]);
}

function chinesePieces(spec: ConversionSpec): string[] {
  const video = videoSpec(spec);
  const audio = audioSpec(spec);
  const copiesBoth = video.codec === "copy" && audio.codec === "copy";
  return said([
    copiesBoth && "不要重新编码",
    !copiesBoth && video.codec === "copy" && "复制视频流",
    codecNameOf(video.codec),
    ...numbersOf(spec),
    widthAlone(spec) !== undefined && `宽度 ${widthAlone(spec)} 像素`,
    video.fps !== undefined && `${video.fps} 帧/秒`,
    video.bitrate !== undefined && `视频码率 ${rateText(video.bitrate)}`,
    video.maxBitrate !== undefined && `视频码率不超过 ${rateText(video.maxBitrate)}`,
    spec.reencode && "全部重新编码",
    spec.audio === false && "去掉声音",
    !copiesBoth && audio.codec === "copy" && "复制音频流",
    audio.codec === "aac" && "AAC 音频",
    audio.bitrate !== undefined && `音频码率 ${rateText(audio.bitrate)}`,
    spec.targetSize !== undefined && `不超过 ${sizeText(spec.targetSize)}`,
    spec.useCase && chineseUses[spec.useCase],
  ]);
}

const englishUses = {
  youtube: "for YouTube",
  vimeo: "for Vimeo",
  web: "for the web",
  mobile: "for mobile",
  broadcast: "for broadcast",
  archive: "for archiving",
  email: "for email",
  preview: "as a preview",
};

const chineseUses = {
  youtube: "用于 YouTube",
  vimeo: "用于 Vimeo",
  web: "用于网页",
  mobile: "用于手机",
  broadcast: "用于广播",
  archive: "用于存档",
  email: "用于邮件",
  preview: "用于预览",
};

/** What is written the same in both languages. */
function numbersOf(spec: ConversionSpec): Piece[] {
  const { crf, width, height } = videoSpec(spec);
  const isBox = width !== undefined && height !== undefined;
  return [
    crf !== undefined && `CRF ${crf}`,
    isBox && `${width}x${height}`,
    !isBox && height !== undefined && `${height}p`,
  ];
}

function widthAlone(spec: ConversionSpec): number | undefined {
  const { width, height } = videoSpec(spec);
  return height === undefined ? width : undefined;
}

function codecNameOf(codec: string | undefined): string | undefined {
  return codecNames[codec as keyof typeof codecNames];
}

function said(pieces: Piece[]): string[] {
  return pieces.filter((piece): piece is string => typeof piece === "string");
}

function rateText(bitrate: number): string {
  return bitrate % 1000 === 0 ? `${bitrate / 1000} kb/s` : `${bitrate} b/s`;
}

function sizeText(bytes: number): string {
  if (bytes % 1_000_000 === 0) return `${bytes / 1_000_000} MB`;
  return bytes % 1000 === 0 ? `${bytes / 1000} KB` : `${bytes} bytes`;
}
