import * as z from "zod/mini";
import { timelineLimits, titlePositions } from "../conversion/index.js";
import { badRequest } from "./api-error.js";

const most = timelineLimits.duration * 1000;
const between = (least: number, largest: number) => {
  const error = `a number from ${least} to ${largest}`;
  return z.number({ error }).check(z.gte(least, { error }), z.lte(largest, { error }));
};
const positions = `one of ${titlePositions.join(", ")}`;
const ratio = 'a ratio such as "9:16"';
const turn = "one of 0, 90, 180, 270";
const text = `a text of at most ${timelineLimits.titleLength} characters`;

const segment = z.looseObject({
  media: z.optional(z.string()),
  // How long a film may become is asked of films alone: a conversion takes a source of any length.
  d: z.optional(between(1, Number.MAX_SAFE_INTEGER)),
  m: z.optional(
    z.looseObject({
      start: z.optional(between(0, most)),
      from: z.optional(between(0, most)),
      volume: z.optional(between(0, timelineLimits.loudest)),
      speed: z.optional(between(timelineLimits.slowest, timelineLimits.fastest)),
      rotate: z.optional(z.literal([0, 90, 180, 270], { error: turn })),
      crop: z.optional(
        z.string({ error: ratio }).check(z.regex(/^[1-9]\d{0,3}:[1-9]\d{0,3}$/, { error: ratio })),
      ),
      text: z.optional(
        z.string({ error: text }).check(z.maxLength(timelineLimits.titleLength, { error: text })),
      ),
      position: z.optional(z.literal(titlePositions, { error: positions })),
    }),
  ),
});

const draftSchema = z.looseObject({
  t: z.array(
    z.looseObject({
      tt: z.optional(z.number()),
      sg: z.optional(z.array(segment)),
      m: z.optional(z.unknown()),
    }),
  ),
});

/** A draft that was looked at: what a renderer reads of it can be used. Times in milliseconds. */
export interface CheckedDraft {
  t: CheckedTrack[];
}

export interface CheckedTrack {
  tt?: number | undefined;
  sg?: CheckedSegment[] | undefined;
  m?: unknown;
}

export interface CheckedSegment {
  media?: string | undefined;
  d?: number | undefined;
  m?: SegmentSettings | undefined;
}

export interface SegmentSettings {
  start?: number | undefined;
  from?: number | undefined;
  volume?: number | undefined;
  speed?: number | undefined;
  rotate?: 0 | 90 | 180 | 270 | undefined;
  crop?: string | undefined;
  text?: string | undefined;
  position?: (typeof titlePositions)[number] | undefined;
}

/** @throws ApiError 400 that names what is wrong with a draft, and where */
export function checkDraft(draft: unknown): CheckedDraft {
  const { success, data, error } = draftSchema.safeParse(draft);
  if (success) {
    const count = data.t.reduce((sum, { sg = [] }) => sum + sg.length, 0);
    if (count <= timelineLimits.segments) return data;
    throw badRequest(`The draft has ${count} segments; ${timelineLimits.segments} are the most.`);
  }
  const { path, message } = error.issues[0]!;
  const place = path.reduce<string>(
    (said, key) => (typeof key === "number" ? `${said}[${key}]` : `${said}.${String(key)}`),
    "draft",
  );
  throw badRequest(
    `${place} cannot be used: expected ${message.replace(/^Invalid input(?:: expected )?/, "") || "something else"}.`,
  );
}
