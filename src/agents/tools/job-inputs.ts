import * as z from "zod/mini";
import { presetNames } from "../../conversion/index.js";
import { isJobId } from "../jobs/job-record.js";
import { field } from "../tool.js";
import { inputField, settingsFields } from "./conversion-fields.js";

const variant = z.union([z.enum(presetNames), z.looseObject({})], {
  error: "a preset's name, or an object with settings",
});

export const variantsInput = z.strictObject({
  input: inputField,
  output: field(z.optional(z.string({ error: "a path" })), "Existing folder. Default: beside the source."),
  variants: field(
    z.record(z.string(), variant, { error: "an object with a preset or settings for each name" }),
    'Name to preset or settings (as `spec` of convert): {"hd": "web", "small": {"video": {"height": 360}}}. Files are called <source>.<name>.mp4. 32 at the most.',
  ),
  ...settingsFields,
});

const jobId = z
  .string({ error: 'a handle such as "job-0123456789ab"' })
  .check(z.refine(isJobId, { error: 'a handle such as "job-0123456789ab"' }));

export const jobField = field(jobId, "The handle that a tool gave.");

export const seconds = (most: number) =>
  z
    .number({ error: `a number of seconds from 0 to ${most}` })
    .check(
      z.gte(0, { error: `a number of seconds from 0 to ${most}` }),
      z.lte(most, { error: `a number of seconds from 0 to ${most}` }),
    );
