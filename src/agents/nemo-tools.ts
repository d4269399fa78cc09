import type { NemoConverter } from "../nemo-converter.js";
import { createToolbox, type Toolbox } from "./toolbox.js";
import type { JsonSchema, ToolDefinition, ToolOutcome } from "./tool-definition.js";
import type { ToolOptions } from "./tool-options.js";

/** A schema as the AI SDK takes them from any library (Standard Schema with JSON Schema). */
export interface StandardJsonSchema {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => { value: Record<string, unknown> };
    readonly jsonSchema: {
      readonly input: () => Record<string, unknown>;
      readonly output: () => Record<string, unknown>;
    };
  };
}

/** What a model is given of an outcome. */
export type ModelOutput = { type: "text"; value: string } | { type: "error-text"; value: string };

/** A tool of the AI SDK. */
export interface NemoTool {
  description: string;
  title: string;
  inputSchema: StandardJsonSchema;
  execute(input: Record<string, unknown>, options: { abortSignal?: AbortSignal }): Promise<ToolOutcome>;
  toModelOutput(options: { output: ToolOutcome }): ModelOutput;
}

/**
 * The tools as the AI SDK (`ai` 6) takes them. The result of a call is a `ToolOutcome`; the model reads its text.
 *
 * @param source a converter, or a toolbox that is there already
 * @param options of the toolbox that is made for a converter
 * @throws NemoError `invalid-request` for an option that cannot be used
 * @example
 * const { text } = await generateText({
 *   model,
 *   tools: nemoTools(nemo, { allowedFolders: ["videos"] }),
 *   stopWhen: stepCountIs(10),
 *   prompt: "Make videos/clip.mov fit into a mail.",
 * });
 */
export function nemoTools(source: NemoConverter | Toolbox, options?: ToolOptions): Record<string, NemoTool> {
  const box = "execute" in source ? source : createToolbox(source, options);
  return Object.fromEntries(box.definitions.map((definition) => [definition.name, toTool(definition, box)]));
}

function toTool({ name, title, description, inputSchema }: ToolDefinition, box: Toolbox): NemoTool {
  return {
    title,
    description,
    inputSchema: standard(inputSchema),
    execute: (input, { abortSignal }) =>
      box.execute(name, input, { ...(abortSignal && { signal: abortSignal }) }),
    toModelOutput: ({ output: { isError, text } }) => ({
      type: isError ? "error-text" : "text",
      value: text,
    }),
  };
}

/** What does not fit is told by the tool itself, in words that a model can act on, so nothing is refused here. */
function standard(schema: JsonSchema): StandardJsonSchema {
  return {
    "~standard": {
      version: 1,
      vendor: "nemo-converter",
      validate: (value) => ({ value: value as Record<string, unknown> }),
      // The AI SDK writes into what it is given.
      jsonSchema: { input: () => structuredClone(schema), output: () => structuredClone(schema) },
    },
  };
}
