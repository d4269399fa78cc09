import * as z from "zod/mini";
import { type ConversionSpecInput, presetNames, type PresetName } from "../../conversion/index.js";
import type { ConvertOptions } from "../../nemo-converter.js";
import type { AllowedFolders } from "../allowed-folders.js";
import { field } from "../tool.js";
import { specInput } from "../tool-schema.js";

const text = (error: string) => z.string({ error }).check(z.minLength(1, { error }));

export const fileText = text("a path");

export const inputField = field(text("a path"), "Path of the video.");

export const presetField = field(
  z.optional(z.enum(presetNames, { error: `one of ${presetNames.join(", ")}` })),
  "What it is meant for; list_presets tells the settings.",
);

const onExists = ["fail", "overwrite", "skip", "rename"] as const;

/** What may be said of every conversion. */
export const settingsFields = {
  onExists: field(
    z.optional(z.enum(onExists, { error: `one of ${onExists.join(", ")}` })),
    'When the output exists (default "fail"). "overwrite" only when the user said so.',
  ),
  verify: field(
    z.optional(z.enum(["quick", "full"], { error: "quick or full" })),
    'How the result is checked before it appears; "full" decodes every frame (default "quick").',
  ),
  check: field(
    z.optional(z.boolean({ error: "true or false" })),
    "Decode the whole source first and refuse a damaged one.",
  ),
  strict: field(
    z.optional(z.boolean({ error: "true or false" })),
    "Refuse a conversion that loses something (see plan).",
  ),
  acknowledge: field(
    z.optional(z.array(z.string({ error: "text" }), { error: "a list of kinds of loss" })),
    "Kinds of loss that strict lets pass.",
  ),
  receipt: field(
    z.optional(z.boolean({ error: "true or false" })),
    "Write a proof of the conversion beside the output; takes extra time.",
  ),
};

/** What one conversion is given. */
export const conversionFields = {
  input: inputField,
  output: field(z.optional(text("a path")), "File, or existing folder. Default: beside the source, as .mp4."),
  request: field(
    z.optional(text("text")),
    'What is wanted in plain words, English or Chinese: "1080p, under 25MB, no sound".',
  ),
  preset: presetField,
  spec: field(
    z.optional(specInput),
    'Exact settings, which win over words and preset. Bit rates in bit/s or "4M", sizes in bytes or "25MB", times in s or "1:30"; height alone means the short side.',
  ),
  ...settingsFields,
};

export const conversionInput = z.strictObject(conversionFields);
type ConversionInput = z.output<typeof conversionInput>;

/** The options of `convert()`, with paths that are real and allowed. */
export async function toConvertOptions(
  { output, request, preset, spec, ...settings }: Omit<ConversionInput, "input">,
  folders: AllowedFolders,
): Promise<ConvertOptions> {
  const given = {
    ...(output !== undefined && { output: await folders.output(output) }),
    ...(request !== undefined && { request }),
    ...(preset !== undefined && { preset: preset satisfies PresetName }),
    ...(spec !== undefined && { spec: spec as ConversionSpecInput }),
  };
  return { ...given, ...toSettings(settings) };
}

type Settings = Pick<ConversionInput, keyof typeof settingsFields>;

export function toSettings({ verify, ...settings }: Settings): ConvertOptions {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return { ...(Object.fromEntries(given) as ConvertOptions), ...(verify === "full" && { verify }) };
}

/** The real paths among what a job reads and writes. */
export function pathsOf(...paths: (string | undefined)[]): string[] {
  return paths.filter((path) => path !== undefined && !/^https?:/i.test(path)) as string[];
}
