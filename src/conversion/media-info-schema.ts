import * as z from "zod/mini";
import type { MediaInfo } from "./media-info.js";

const optionalText = z.optional(z.string());
// It came from somebody else, and parts of it become ffmpeg's arguments.
const amount = z.number().check(z.gte(0));
const optionalAmount = z.optional(amount);
const whole = z.int().check(z.gte(0));
const word = z.string().check(z.regex(/^[\w.-]{0,40}$/));
const optionalWord = z.optional(word);

const stream = {
  index: whole,
  codec: word,
  language: optionalWord,
  duration: optionalAmount,
  start: optionalAmount,
  bitrate: optionalAmount,
  dispositions: z.array(word),
};

const schema = z.object({
  format: z.string(),
  duration: optionalAmount,
  bytes: optionalAmount,
  bitrate: optionalAmount,
  video: z.array(
    z.object({
      ...stream,
      profile: optionalText,
      level: optionalAmount,
      width: whole,
      height: whole,
      displayWidth: whole,
      displayHeight: whole,
      sar: z.string().check(z.regex(/^[1-9]\d{0,8}:[1-9]\d{0,8}$/)),
      rotation: z.literal([0, 90, 180, 270]),
      frameRate: z.string().check(z.regex(/^\d{1,12}(?:\.\d{1,12})?(?:\/\d{1,12})?$/)),
      isVariableFrameRate: z.boolean(),
      pixelFormat: word,
      bitDepth: whole,
      fieldOrder: word,
      color: z.object({
        primaries: optionalWord,
        transfer: optionalWord,
        matrix: optionalWord,
        range: optionalWord,
      }),
      hdr: z.optional(z.literal(["hdr10", "hlg", "dolby-vision"])),
      frames: optionalAmount,
      codecTag: optionalText,
      hasAlpha: z.optional(z.boolean()),
      hasCaptions: z.optional(z.boolean()),
      dolbyVision: z.optional(z.object({ profile: amount, compatibility: amount })),
      mastering: z.optional(
        z.object({
          display: z.optional(z.string().check(z.regex(/^[\dGBRWPL(),]*$/))),
          maxCll: z.optional(z.string().check(z.regex(/^\d+,\d+$/))),
        }),
      ),
      timecode: z.optional(z.string().check(z.regex(/^[\d:;.]{0,16}$/))),
      isFieldOrderMeasured: z.optional(z.boolean()),
      otherSizes: z.optional(z.array(z.string())),
    }),
  ),
  audio: z.array(
    z.object({
      ...stream,
      profile: optionalText,
      channels: whole,
      layout: optionalText,
      sampleRate: whole,
    }),
  ),
  subtitles: z.array(z.object({ ...stream, isBitmap: z.boolean() })),
  chapters: z.array(z.object({ start: amount, end: amount, title: optionalText })),
  tags: z.record(z.string(), z.string()),
  others: z.optional(z.array(z.object({ index: amount, kind: z.string() }))),
  programs: z.optional(z.array(z.array(amount))),
});

/** A `MediaInfo` that came over the network; undefined for anything else. */
export function readMediaInfo(value: unknown): MediaInfo | undefined {
  const result = z.safeParse(schema, value);
  return result.success ? (result.data satisfies MediaInfo) : undefined;
}
