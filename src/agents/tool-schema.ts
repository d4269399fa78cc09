import * as z from "zod/mini";
import { specSchema } from "../conversion/index.js";
import type { JsonSchema } from "./tool-definition.js";

/** What models are told of a field. */
export const fieldDescriptions = z.registry<{ description: string }>();

/** A `ConversionSpecInput`. The conversion reads it itself, and says better what is wrong with it. */
export const specInput = z.looseObject({}, { error: "an object" });

/** What a model is shown of a tool's input. */
export function toJsonSchema(schema: z.ZodMiniObject): JsonSchema {
  const { $schema, ...json } = z.toJSONSchema(schema, {
    io: "input",
    metadata: fieldDescriptions,
    override: ({ zodSchema, jsonSchema }) => {
      if ((zodSchema as unknown) === specInput) Object.assign(jsonSchema, specJson());
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return json as JsonSchema;
}

const errorJson = {
  type: "object",
  properties: {
    code: { type: "string" },
    message: { type: "string" },
    action: { type: "object", properties: { kind: { type: "string" }, message: { type: "string" } } },
    isRetryable: { type: "boolean" },
  },
  required: ["code", "message", "action"],
};

/** Clients hold a failure against the output's schema, too: it has the one or the other. */
export function toOutputSchema(schema: z.ZodMiniObject): JsonSchema {
  const { required = [], properties, ...json } = toJsonSchema(schema);
  return {
    ...json,
    properties: { ...properties, error: errorJson },
    anyOf: [{ required }, { required: ["error"] }],
  };
}

function specJson(): object {
  const { $schema, ...json } = z.toJSONSchema(specSchema, { io: "input" });
  return json;
}
