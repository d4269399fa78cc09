import type * as z from "zod/mini";
import type { NemoConverter } from "../nemo-converter.js";
import type { AllowedFolders } from "./allowed-folders.js";
import type { Jobs } from "./jobs/jobs.js";
import { parseInput } from "./parse-input.js";
import { fieldDescriptions, toJsonSchema, toOutputSchema } from "./tool-schema.js";
import type { ExecuteOptions, ToolAnnotations, ToolDefinition } from "./tool-definition.js";

/** What tools work with. */
export interface ToolContext {
  nemo: NemoConverter;
  folders: AllowedFolders;
  jobs: Jobs;
}

export interface ToolAnswer {
  text: string;
  content: Record<string, unknown>;
  /** Of an answer about something that failed. */
  isError?: boolean;
}

/** A tool: what a model is told of it, and what it does. */
export interface Tool {
  definition: ToolDefinition;
  /** @throws NemoError, `invalid-request` for an input that does not fit */
  run(input: unknown, context: ToolContext, options: ExecuteOptions): Promise<ToolAnswer>;
}

interface ToolSource<I extends z.ZodMiniObject> {
  name: string;
  title: string;
  description: string;
  annotations?: Partial<ToolAnnotations>;
  input: I;
  output: z.ZodMiniObject;
  run: (
    input: z.output<I>,
    context: ToolContext,
    options: ExecuteOptions,
  ) => Promise<ToolAnswer> | ToolAnswer;
}

const readOnly: ToolAnnotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
};

/** Unless it says otherwise, a tool only reads, and only here. */
export function defineTool<I extends z.ZodMiniObject>(source: ToolSource<I>): Tool {
  const { name, title, description, annotations, input, output, run } = source;
  return {
    definition: {
      ...{ name, title, description },
      inputSchema: toJsonSchema(input),
      outputSchema: toOutputSchema(output),
      annotations: { ...readOnly, ...annotations },
    },
    run: async (given, context, options) => run(parseInput(name, input, given), context, options),
  };
}

/** A field with what a model is told of it. */
export function field<S extends z.ZodMiniType>(schema: S, description: string): S {
  fieldDescriptions.add(schema, { description });
  return schema;
}
