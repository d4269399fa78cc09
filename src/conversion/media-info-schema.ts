import * as z from "zod/mini";
import type { MediaInfo } from "./media-info.js";

const optionalText = z.optional(z.string());
const optionalNumber = z.optional(z.number());

const stream = {
  index: z.number(),
  codec: z.string(),
  language: optionalText,
  duration: optionalNumber,
  bitrate: optionalNumber,
  dispositions: z.array(z.string()),
};

const schema = z.object({
  format: z.string(),
  duration: optionalNumber,
  bytes: optionalNumber,
  bitrate: optionalNumber,
  video: z.array(
    z.object({
      ...stream,
      profile: optionalText,
      level: optionalNumber,
      width: z.number(),
      height: z.number(),
      displayWidth: z.number(),
      displayHeight: z.number(),
      sar: z.string(),
      rotation: z.literal([0, 90, 180, 270]),
      frameRate: z.string(),
      isVariableFrameRate: z.boolean(),
      pixelFormat: z.string(),
      bitDepth: z.number(),
      fieldOrder: z.string(),
      color: z.object({
        primaries: optionalText,
        transfer: optionalText,
        matrix: optionalText,
        range: optionalText,
      }),
      hdr: z.optional(z.literal(["hdr10", "hlg", "dolby-vision"])),
      frames: optionalNumber,
      codecTag: optionalText,
      hasAlpha: z.optional(z.boolean()),
      hasCaptions: z.optional(z.boolean()),
      dolbyVision: z.optional(z.object({ profile: z.number(), compatibility: z.number() })),
      mastering: z.optional(z.object({ display: optionalText, maxCll: optionalText })),
      isFieldOrderMeasured: z.optional(z.boolean()),
      otherSizes: z.optional(z.array(z.string())),
    }),
  ),
  audio: z.array(
    z.object({
      ...stream,
      profile: optionalText,
      channels: z.number(),
      layout: optionalText,
      sampleRate: z.number(),
    }),
  ),
  subtitles: z.array(z.object({ ...stream, isBitmap: z.boolean() })),
  chapters: z.array(z.object({ start: z.number(), end: z.number(), title: optionalText })),
  tags: z.record(z.string(), z.string()),
  others: z.optional(z.array(z.object({ index: z.number(), kind: z.string() }))),
  programs: z.optional(z.array(z.array(z.number()))),
});

/** A `MediaInfo` that came over the network; undefined for anything else. */
export function readMediaInfo(value: unknown): MediaInfo | undefined {
  const result = z.safeParse(schema, value);
  return result.success ? (result.data satisfies MediaInfo) : undefined;
}
