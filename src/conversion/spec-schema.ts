import * as z from "zod/mini";
import { parseFrameRate } from "./frame-rate.js";
import { parseBitrate, parsePixels, parseSampleRate, parseSize, parseTime } from "./quantities.js";

type Reader = (input: number | string) => number | string | undefined;

/** A number that may be written as people write it; `expected` is what the error says. */
function quantity<T extends number | string>(
  read: (input: number | string) => T | undefined,
  expected: string,
) {
  return z.pipe(
    z.union([z.number(), z.string()], { error: expected }),
    z.transform((input, context): T => {
      const value = read(input);
      if (value !== undefined) return value;
      context.issues.push({ code: "custom", message: expected, input });
      return z.NEVER;
    }),
  );
}

const numberBetween = (least: number, most: number): Reader => {
  return (input) => {
    const value =
      typeof input === "number" ? input : /^\d+(?:\.\d+)?$/.test(input.trim()) ? Number(input) : NaN;
    return value >= least && value <= most ? value : undefined;
  };
};

const channelCount = (input: number | string): number | undefined => {
  const value = numberBetween(1, 8)(input) as number | undefined;
  return Number.isInteger(value) ? value : undefined;
};

const anObject = { error: "an object" };

const oneOf = <const T extends readonly (string | number | boolean)[]>(...values: T) =>
  z.literal(values, { error: `one of ${values.map((value) => JSON.stringify(value)).join(", ")}` });

const flag = z.optional(z.boolean({ error: "true or false" }));
const bitrate = z.optional(quantity(parseBitrate, 'a bit rate such as 4000000, "4000k" or "4M"'));
const pixels = z.optional(quantity(parsePixels, "a whole number of pixels above 0"));

const video = z.strictObject({
  codec: z.optional(oneOf("auto", "copy", "h264", "hevc", "av1")),
  crf: z.optional(
    quantity(numberBetween(0, 63) as (input: number | string) => number, "a number from 0 to 63"),
  ),
  bitrate,
  maxBitrate: bitrate,
  width: pixels,
  height: pixels,
  fps: z.optional(quantity(parseFrameRate, 'a frame rate such as 30, 29.97 or "30000/1001"')),
  allowUpscale: flag,
  profile: z.optional(oneOf("baseline", "main", "high")),
  level: z.optional(quantity(parseLevel, 'a level such as "4.1"')),
  preset: z.optional(z.string({ error: 'an encoder preset such as "slow"' }).check(z.regex(/^[a-z0-9]+$/))),
  rotate: z.optional(oneOf(0, 90, 180, 270)),
  keyframeInterval: z.optional(
    quantity(
      numberBetween(0.04, 600) as (input: number | string) => number,
      "a number of seconds from 0.04 to 600",
    ),
  ),
  deinterlace: z.optional(oneOf("auto", true, false)),
  detelecine: flag,
  hdr: z.optional(oneOf("auto", "keep", "tonemap")),
});

const audio = z.strictObject({
  codec: z.optional(oneOf("auto", "copy", "aac")),
  bitrate,
  channels: z.optional(quantity(channelCount, "a whole number from 1 to 8")),
  sampleRate: z.optional(quantity(parseSampleRate, 'a sample rate such as 48000 or "44.1kHz"')),
  normalize: flag,
});

const trim = z.strictObject(
  {
    start: z.optional(quantity(parseTime, 'a time such as 90 or "1:30"')),
    end: z.optional(quantity(parseTime, 'a time such as 90 or "1:30"')),
    dropLast: z.optional(quantity(parseTime, 'a time such as 90 or "1:30"')),
  },
  anObject,
);

const position = "a whole number from 0";
const count = z.number({ error: position }).check(z.int({ error: position }), z.gte(0, { error: position }));

const streams = z.strictObject(
  {
    video: z.optional(count),
    audio: z.optional(
      z.union([oneOf("all", "default"), z.array(count), z.array(z.string())], {
        error: '"all", "default", a list of numbers or a list of languages',
      }),
    ),
  },
  anObject,
);

export const presetNames = [
  "youtube",
  "vimeo",
  "web",
  "mobile",
  "broadcast",
  "archive",
  "email",
  "preview",
] as const;

/** Reads a `ConversionSpecInput` into a `ConversionSpec`; unknown keys are refused. */
export const specSchema = z.strictObject(
  {
    video: z.optional(z.union([z.literal(false), video], { error: "false or an object" })),
    audio: z.optional(z.union([z.literal(false), audio], { error: "false or an object" })),
    subtitles: z.optional(oneOf("keep", "drop", "burn")),
    streams: z.optional(streams),
    targetSize: z.optional(quantity(parseSize, 'a size such as 25000000 or "25MB"')),
    trim: z.optional(trim),
    faststart: flag,
    fragmented: flag,
    reencode: flag,
    useCase: z.optional(oneOf(...presetNames)),
  },
  anObject,
);

/** The keys that may stand in a spec and in each of its parts, for messages. */
export const knownKeys: Record<string, string[]> = Object.fromEntries(
  Object.entries({ "": specSchema, video, audio, streams, trim }).map(([part, schema]) => [
    part,
    Object.keys(schema.shape),
  ]),
);

function parseLevel(input: number | string): string | undefined {
  const text = String(input);
  return /^[1-6](?:\.[0-3])?$/.test(text) ? (text.includes(".") ? text : `${text}.0`) : undefined;
}
