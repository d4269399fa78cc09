import type { NemoConverter } from "../nemo-converter.js";
import type { ExecuteOptions, ToolDefinition, ToolOutcome } from "./tool-definition.js";
import { ToolKit } from "./tool-kit.js";
import type { ToolOptions } from "./tool-options.js";
import { tools } from "./tools/index.js";

/** Every tool by name, description, JSON Schema of input and output, and hints. */
export const toolDefinitions: readonly ToolDefinition[] = tools.map(({ definition }) => definition);

/** The tools for any framework that takes JSON Schema. */
export interface Toolbox extends AsyncDisposable {
  readonly definitions: readonly ToolDefinition[];
  /** Calls a tool. Never rejects: a failure is an outcome with `isError`, for the model to read. */
  execute(name: string, input: unknown, options?: ExecuteOptions): Promise<ToolOutcome>;
  /** Ends the jobs that run, which are on record as interrupted then. The converter stays open. */
  close(): Promise<void>;
}

/**
 * The tools on a converter.
 *
 * @throws NemoError `invalid-request` for an option that cannot be used
 * @example
 * const box = createToolbox(new NemoConverter({ backend: localBackend() }), { allowedFolders: ["videos"] });
 * const { text } = await box.execute("convert", { input: "videos/clip.mov", request: "under 25MB" });
 */
export function createToolbox(nemo: NemoConverter, options?: ToolOptions): Toolbox {
  const kit = new ToolKit(nemo, options);
  return {
    definitions: toolDefinitions,
    execute: (name, input, more) => kit.execute(name, input, more),
    close: () => kit.close(),
    [Symbol.asyncDispose]: () => kit.close(),
  };
}
