// The same package asked for from CommonJS: its declarations have to be CommonJS too.
import nemo = require("nemo-converter");
import local = require("nemo-converter/local");
import mcp = require("nemo-converter/mcp");
import tools = require("nemo-converter/tools");

export function convert(path: string): Promise<nemo.ConversionResult> {
  const converter = new nemo.NemoConverter({ backend: local.localBackend() });
  return converter.convert(path).finally(() => converter.close());
}

export function serve(converter: nemo.NemoConverter): Promise<void> {
  return mcp.serveMcpStdio(converter, { allowUrls: true } satisfies tools.ToolOptions);
}

export function isDiskFull(error: unknown): boolean {
  return nemo.NemoError.isInstance(error) && error.code === "disk-full";
}

// @ts-expect-error There is no default export.
export const wrong = nemo.default;
