/** A JSON Schema (2020-12) of an object. */
export interface JsonSchema {
  type: "object";
  properties?: Record<string, unknown>;
  required?: string[];
  [key: string]: unknown;
}

/** What a program may know of a tool before it lets a model call it; the names are those of the Model Context Protocol. */
export interface ToolAnnotations {
  /** It changes nothing. */
  readOnlyHint: boolean;
  /** It may remove or replace something. */
  destructiveHint: boolean;
  /** A second call with the same arguments changes nothing more. */
  idempotentHint: boolean;
  /** It reaches beyond this machine. */
  openWorldHint: boolean;
}

/** A tool as a model is told of it. */
export interface ToolDefinition {
  name: string;
  /** For people. */
  title: string;
  /** For models: what it does, when to use it, units and limits. */
  description: string;
  inputSchema: JsonSchema;
  /** Of `ToolOutcome.content`: what the tool tells, or `error`. */
  outputSchema: JsonSchema;
  annotations: ToolAnnotations;
}

/** What a call of a tool came to. A call that fails is an outcome, too: models read it and go on. */
export interface ToolOutcome {
  isError: boolean;
  /** Short, for the model. */
  text: string;
  /** The same and more, for programs; of a failure `{ error: { code, message, action, isRetryable, charged } }`. */
  content: Record<string, unknown>;
}

/** How far a call has come; told at least every 15 s while it waits, also when nothing has changed. */
export interface ToolProgress {
  /** 0 to 100. */
  percent?: number;
  message: string;
}

/** For one call of a tool. */
export interface ExecuteOptions {
  /** Ends the waiting; of `convert` also the conversion. */
  signal?: AbortSignal;
  onProgress?: (progress: ToolProgress) => void;
}
