export { type ModelOutput, type NemoTool, nemoTools, type StandardJsonSchema } from "./nemo-tools.js";
export { createToolbox, type Toolbox, toolDefinitions } from "./toolbox.js";
export type {
  ExecuteOptions,
  JsonSchema,
  ToolAnnotations,
  ToolDefinition,
  ToolOutcome,
  ToolProgress,
} from "./tool-definition.js";
export type { ToolOptions } from "./tool-options.js";
