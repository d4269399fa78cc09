import * as z from "zod/mini";

/** What the backend is sent; the embedded backend reads it with these. Unknown keys are let through. */

export const claimTokenRequest = z.looseObject({ task_id: z.string(), session_id: z.string() });

export const sessionRequest = z.looseObject({ task_name: z.string(), language: z.optional(z.string()) });

export const messageRequest = z.looseObject({
  app_name: z.literal("nemo_agent"),
  user_id: z.string(),
  session_id: z.string(),
  new_message: z.looseObject({
    role: z.optional(z.string()),
    parts: z.array(z.looseObject({ text: z.optional(z.string()) })).check(z.minLength(1)),
  }),
});

export const uploadUrlsRequest = z.looseObject({
  urls: z.array(z.string()).check(z.minLength(1)),
  source_type: z.literal("url"),
});

export const renderRequest = z.looseObject({
  id: z.string().check(z.regex(/^render_[\w-]+$/)),
  sessionId: z.string(),
  draft: z.record(z.string(), z.unknown()),
  output: z.looseObject({
    format: z.literal("mp4"),
    quality: z.optional(z.string()),
    /** In process only: the folder, as a `file:` URL, on whose file system the result is to appear. */
    folder: z.optional(z.string()),
    /** Our own: a render that must become larger ends early, with `expectedBytes` in its error's details. */
    most_bytes: z.optional(z.number()),
    /** In process only: how many threads an encoder may use; without it, as many as it likes. */
    threads: z.optional(z.int().check(z.positive())),
    /** In process only: a long encode keeps its progress in the folder, for a render of the same that comes later. */
    resume: z.optional(z.boolean()),
  }),
});
