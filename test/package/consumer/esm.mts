// A TypeScript project with ES modules: what users write, checked against the packed declarations.
import {
  type AgentEvent,
  type ConversionResult,
  type ConvertOptions,
  createTransport,
  Credits,
  describeSpec,
  type MediaInput,
  NemoConverter,
  NemoError,
  parseRequest,
  presets,
} from "nemo-converter";
import { localBackend, serve } from "nemo-converter/local";
import { type McpHttpServer, serveMcpHttp } from "nemo-converter/mcp";
import {
  createToolbox,
  nemoTools,
  type NemoTool,
  type ToolDefinition,
  toolDefinitions,
} from "nemo-converter/tools";
import manifest from "nemo-converter/package.json" with { type: "json" };

export const version: string = manifest.version;

export async function convert(input: MediaInput, options: ConvertOptions): Promise<ConversionResult> {
  await using nemo = new NemoConverter({
    backend: localBackend({ concurrency: 1 }),
    timing: { rateLimitMs: 1 },
  });
  try {
    return await nemo.convert(input, {
      ...options,
      spec: { video: { bitrate: "4000k" }, targetSize: "500MB" },
    });
  } catch (error) {
    if (NemoError.isInstance(error) && error.code === "disk-full") console.error(error.action.message);
    throw error;
  }
}

export async function listen(nemo: NemoConverter): Promise<string> {
  let text = "";
  for await (const event of nemo.sse.send("hello")) text += wordsOf(event);
  return text;
}

function wordsOf(event: AgentEvent): string {
  return event.type === "text" || event.type === "end" ? event.text : "";
}

export async function alone(): Promise<number> {
  const { url, close } = await serve({ port: 0 });
  const { available } = await new Credits(createTransport({ baseUrl: url })).balance();
  await close();
  return available;
}

export const definitions: readonly ToolDefinition[] = toolDefinitions;

export async function tools(nemo: NemoConverter): Promise<Record<string, NemoTool>> {
  await using box = createToolbox(nemo, { allowedFolders: ["videos"], stateFolder: false });
  const { isError, text } = await box.execute("probe", { input: "videos/a.mov" });
  if (isError) console.error(text);
  return nemoTools(nemo);
}

export function agents(nemo: NemoConverter, token: string): Promise<McpHttpServer> {
  return serveMcpHttp(nemo, { port: 3923, token });
}

export const sentence: string = describeSpec(parseRequest("1080p").spec, "en") + presets.web.summary;

// @ts-expect-error A code that does not exist.
export const wrong = new NemoError("no-such-code", "");
// @ts-expect-error An option that does not exist.
export const wrongToo = new NemoConverter({ tokens: "" });
