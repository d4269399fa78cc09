import * as z from "zod/mini";
import { bytesText } from "../../conversion/index.js";
import { describeMedia } from "../file-summary.js";
import { defineTool, field } from "../tool.js";
import { conversionFields, inputField, presetField, toConvertOptions } from "./conversion-fields.js";

const streams = z.array(z.looseObject({ index: z.number(), codec: z.string() }));
const losses = z.array(z.looseObject({ kind: z.string(), message: z.string() }));

export const probe = defineTool({
  name: "probe",
  title: "Look into a video",
  description:
    "Tells what a media file holds: container, duration (s), size (bytes), each video, audio and subtitle stream. Changes nothing. Use it before choosing settings.",
  input: z.strictObject({ input: inputField }),
  output: z.looseObject({
    format: z.string(),
    duration: z.optional(z.number()),
    bytes: z.optional(z.number()),
    video: streams,
    audio: streams,
    subtitles: streams,
  }),
  run: async ({ input }, { nemo, folders }, { signal }) => {
    const info = await nemo.probe(await folders.input(input), { signal });
    return { text: describeMedia(info), content: { ...info } };
  },
});

export const check = defineTool({
  name: "check",
  title: "Check a video for damage",
  description:
    "Finds what is wrong with a file: cut short, index missing, damaged frames (depth full), copy protected, wrong extension; with a preset also what that place would not take. Changes nothing. Use it when a video does not play, or before an upload.",
  input: z.strictObject({
    input: inputField,
    depth: field(
      z.optional(z.enum(["quick", "full"], { error: "quick or full" })),
      '"full" decodes every frame, about a tenth to a quarter of the time of an encode (default "quick").',
    ),
    preset: presetField,
  }),
  output: z.looseObject({
    ok: z.boolean(),
    findings: z.array(z.looseObject({ kind: z.string(), message: z.string() })),
  }),
  run: async ({ input, depth, preset }, { nemo, folders }, { signal }) => {
    const path = await folders.input(input);
    const report = await nemo.check(path, { depth, preset, signal });
    const said = report.findings.map(({ kind, message }) => `${kind}: ${message}`);
    return {
      text: [report.ok ? "The file is all right." : "The file has problems.", ...said].join("\n"),
      content: { ...report },
    };
  },
});

export const plan = defineTool({
  name: "plan",
  title: "Plan a conversion",
  description:
    "Tells what convert would do with the same arguments: what is copied or encoded and why, what would be lost, the guessed size (bytes) and time (s), and what it costs in credits. Changes nothing and is free.",
  input: z.strictObject(conversionFields),
  output: z.looseObject({
    route: z.string(),
    streams: z.array(z.looseObject({ index: z.number(), action: z.string(), reason: z.string() })),
    losses,
    warnings: z.array(z.string()),
    estimate: z.looseObject({ bytes: z.number(), seconds: z.number() }),
    cost: z.looseObject({ credits: z.number(), isEstimate: z.boolean(), note: z.string() }),
  }),
  run: async ({ input, ...settings }, { nemo, folders }, { signal }) => {
    const path = await folders.input(input);
    const planned = await nemo.plan(path, { ...(await toConvertOptions(settings, folders)), signal });
    const { route, streams: actions, losses: lost, warnings, estimate, cost } = planned;
    const text = [
      `Would ${{ copy: "copy", partial: "copy in part", encode: "encode" }[route]}: about ${bytesText(estimate.bytes)} in ${Math.ceil(estimate.seconds)} s, ${cost?.credits} credits. ${cost?.note}`,
      ...actions.map(({ index, action, reason }) => `${index}: ${action}, ${reason}`),
      ...lost.map(({ kind, message }) => `Loses ${kind}: ${message}`),
      ...warnings.map((warning) => `Note: ${warning}`),
    ];
    return {
      text: text.join("\n"),
      content: { route, streams: actions, losses: lost, warnings, estimate, cost },
    };
  },
});
