// The class for zod schemas is not used: what tools take and give is JSON Schema here, and no second zod has to fit ours.
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import {
  CallToolRequestSchema,
  ErrorCode,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  McpError,
  ReadResourceRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";
import { NemoError } from "../../errors/index.js";
import type { ToolKit } from "../tool-kit.js";
import { toolDefinitions } from "../toolbox.js";
import { ProgressReporter } from "./progress-reporter.js";
import { getPrompt, prompts } from "./prompts.js";
import { listResources, readResource, resourceTemplates } from "./resources.js";

declare const __SKILL_VERSION__: string;

const instructions = `Turns videos into small MP4s that play everywhere, on this machine or through the NemoVideo cloud. Look with probe, plan what would happen, then convert; for long videos start_conversion and job_progress. Sources are never changed and outputs never overwritten unless told. Paths outside the allowed folders are refused.`;

/** One conversation with one client, over whatever it is connected to. */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- "Only use Server for advanced use cases", which JSON Schema is.
export function createProtocolServer(kit: ToolKit): Server {
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const server = new Server(
    { name: "nemo-converter", title: "nemo-converter", version: __SKILL_VERSION__ },
    { capabilities: { tools: {}, resources: {}, prompts: {} }, instructions },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: toolDefinitions.map(({ annotations, ...definition }) => ({
      ...definition,
      annotations: { ...annotations },
    })),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal, _meta, sendNotification }) => {
    const { name, arguments: input } = params;
    if (!toolDefinitions.some((definition) => definition.name === name)) {
      throw new McpError(ErrorCode.InvalidParams, `There is no tool ${name}.`);
    }
    const token = _meta?.progressToken;
    const reporter =
      token === undefined
        ? undefined
        : new ProgressReporter((told) =>
            sendNotification({ method: "notifications/progress", params: { progressToken: token, ...told } }),
          );
    const outcome = await kit.execute(name, input, {
      signal,
      ...(reporter && { onProgress: (progress) => reporter.tell(progress) }),
    });
    const { isError, text, content } = outcome;
    return { isError, content: [{ type: "text", text }], structuredContent: content };
  });
  server.setRequestHandler(ListResourcesRequestSchema, async () => ({
    resources: await listResources(kit.context),
  }));
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({ resourceTemplates }));
  server.setRequestHandler(ReadResourceRequestSchema, ({ params }) =>
    asProtocolError(async () => ({
      contents: [
        {
          uri: params.uri,
          mimeType: "application/json",
          text: await readResource(params.uri, kit.context),
        },
      ],
    })),
  );
  server.setRequestHandler(ListPromptsRequestSchema, () => ({ prompts }));
  server.setRequestHandler(GetPromptRequestSchema, ({ params }) =>
    asProtocolError(() => ({
      messages: [
        { role: "user", content: { type: "text", text: getPrompt(params.name, params.arguments ?? {}) } },
      ],
    })),
  );
  return server;
}

async function asProtocolError<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (NemoError.isInstance(error)) throw new McpError(ErrorCode.InvalidParams, error.message);
    throw error;
  }
}
