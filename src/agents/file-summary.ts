import { bytesText, mainVideo, type MediaInfo, timeText, type Verification } from "../conversion/index.js";
import type { ConversionResult } from "../nemo-converter.js";

/** A file that was made, as far as a model needs to know it. */
export interface FileSummary {
  variant?: string;
  path: string;
  bytes: number;
  sourceBytes?: number;
  durationSeconds?: number;
  video?: { codec: string; width: number; height: number; frameRate: string };
  audio: { codec: string; channels: number }[];
  route: ConversionResult["route"];
  reasons: string[];
  verification: { ok: boolean; level: Verification["level"] };
  losses: ConversionResult["losses"];
  sidecars: string[];
  warnings: string[];
  receiptPath?: string;
}

export function summarizeFile(result: ConversionResult, variant?: string): FileSummary {
  const { path, bytes, route, reasons, source, output, verification, losses, sidecars, warnings } = result;
  const picture = mainVideo(output);
  return {
    ...(variant !== undefined && { variant }),
    path,
    bytes,
    ...(source.bytes !== undefined && { sourceBytes: source.bytes }),
    ...(output.duration !== undefined && { durationSeconds: output.duration }),
    ...(picture && {
      video: {
        codec: picture.codec,
        width: picture.displayWidth,
        height: picture.displayHeight,
        frameRate: picture.frameRate,
      },
    }),
    audio: output.audio.map(({ codec, channels }) => ({ codec, channels })),
    route,
    reasons,
    verification: { ok: verification.ok, level: verification.level },
    losses,
    sidecars,
    warnings,
    ...(result.receiptPath !== undefined && { receiptPath: result.receiptPath }),
  };
}

/** For the model: one line, and one for each thing that it should pass on. */
export function describeSummary(summary: FileSummary): string {
  const { path, bytes, sourceBytes, route, verification, losses, warnings, video, durationSeconds } = summary;
  const how = { copy: "copied", partial: "partly copied", encode: "encoded" }[route];
  const facts = [
    `${bytesText(bytes)}${sourceBytes === undefined ? "" : `, was ${bytesText(sourceBytes)}`}`,
    video && `${video.codec} ${video.width}x${video.height}`,
    durationSeconds !== undefined && timeText(durationSeconds),
    how,
    verification.level === "none" ? "not verified" : verification.ok ? "verified" : "verification failed",
  ].filter(Boolean);
  return [
    `Wrote ${path} (${facts.join(", ")}).`,
    ...losses.map(
      ({ message, sidecar }) => `Lost: ${message}${sidecar === undefined ? "" : ` Kept in ${sidecar}.`}`,
    ),
    ...warnings.map((warning) => `Note: ${warning}`),
    ...(summary.receiptPath === undefined ? [] : [`Receipt: ${summary.receiptPath}`]),
  ].join("\n");
}

/** What a file holds, a line for each stream. */
export function describeMedia(info: MediaInfo): string {
  const { format, duration, bytes, video, audio, subtitles } = info;
  const head = [
    format,
    duration === undefined ? "length unknown" : timeText(duration),
    bytes !== undefined && bytesText(bytes),
  ];
  return [
    head.filter(Boolean).join(", "),
    ...video.map(
      ({ index, codec, profile, displayWidth, displayHeight, frameRate, isVariableFrameRate, hdr }) =>
        `${index}: video ${codec}${profile === undefined ? "" : ` ${profile}`}, ${displayWidth}x${displayHeight}, ` +
        `${frameRate} fps${isVariableFrameRate ? " (variable)" : ""}${hdr === undefined ? "" : `, ${hdr}`}`,
    ),
    ...audio.map(
      ({ index, codec, channels, sampleRate, language }) =>
        `${index}: audio ${codec}, ${channels} ch, ${sampleRate} Hz${language === undefined ? "" : `, ${language}`}`,
    ),
    ...subtitles.map(
      ({ index, codec, language }) =>
        `${index}: subtitles ${codec}${language === undefined ? "" : `, ${language}`}`,
    ),
  ].join("\n");
}
