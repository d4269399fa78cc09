import * as z from "zod/mini";
import { describeSpec, parseRequest, presets } from "../../conversion/index.js";
import { defineTool, field } from "../tool.js";

export const listPresets = defineTool({
  name: "list_presets",
  title: "List presets",
  description: "Lists the presets: what each is meant for and its settings. Changes nothing.",
  input: z.strictObject({}),
  output: z.looseObject({
    presets: z.array(z.looseObject({ name: z.string(), summary: z.string(), source: z.string() })),
  }),
  run: () => {
    const all = Object.values(presets).map(({ name, summary, source, spec }) => ({
      name,
      summary,
      source,
      spec,
    }));
    return {
      text: all.map(({ name, summary }) => `${name}: ${summary}`).join("\n"),
      content: { presets: all },
    };
  },
});

export const parseRequestTool = defineTool({
  name: "parse_request",
  title: "Read a request",
  description:
    "Tells how words would be understood as settings, which words mean nothing to the converter, and what is ambiguous. Changes nothing. Use it when a user's wording is unusual; convert takes the same words as `request`.",
  input: z.strictObject({
    request: field(z.string({ error: "text" }), 'For example "shrink to 25MB for email, keep the audio".'),
  }),
  output: z.looseObject({
    means: z.string(),
    spec: z.looseObject({}),
    unrecognized: z.array(z.string()),
    questions: z.array(z.looseObject({ field: z.string(), text: z.string() })),
  }),
  run: ({ request }) => {
    const parsed = parseRequest(request);
    const means = describeSpec(parsed.spec, parsed.language);
    const text = [
      means,
      ...(parsed.unrecognized.length === 0 ? [] : [`Not understood: ${parsed.unrecognized.join(", ")}`]),
      ...parsed.questions.map((question) => `Unclear: ${question.text}`),
    ];
    return { text: text.join("\n"), content: { means, ...parsed } };
  },
});
