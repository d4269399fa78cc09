import type { ConversionSpecInput, PresetName } from "../../conversion/index.js";
import { NemoError } from "../../errors/index.js";
import type { ConversionResult } from "../../nemo-converter.js";
import { describeSummary, summarizeFile } from "../file-summary.js";
import type { JobRecord } from "../jobs/job-record.js";
import { parseInput } from "../parse-input.js";
import type { ToolContext } from "../tool.js";
import { variantsInput } from "./job-inputs.js";
import { conversionInput, pathsOf, toConvertOptions, toSettings } from "./conversion-fields.js";
import { startBatch } from "./start-batch.js";
import { startTurn } from "./start-turn.js";

/** Starts what a tool was asked for; also again, from what was noted down of it. */
export function startWork(
  tool: string,
  request: Record<string, unknown>,
  context: ToolContext,
): Promise<JobRecord> {
  if (tool === "start_conversion") return startConversion(request, context);
  if (tool === "start_variants") return startVariants(request, context);
  if (tool === "start_batch") return startBatch(request, context);
  if (tool === "ask") return startTurn(request, context);
  throw new NemoError("invalid-request", `A job of ${tool} cannot be started by this version.`);
}

async function startConversion(request: Record<string, unknown>, context: ToolContext): Promise<JobRecord> {
  const { nemo, folders, jobs } = context;
  const { input, ...settings } = parseInput("start_conversion", conversionInput, request);
  const path = await folders.input(input);
  const options = await toConvertOptions(settings, folders);
  const paths = pathsOf(path, options.output);
  return jobs.start({ tool: "start_conversion", request, paths }, async (hooks) =>
    answer([["", await nemo.convert(path, { ...options, ...hooks })]]),
  );
}

async function startVariants(request: Record<string, unknown>, context: ToolContext): Promise<JobRecord> {
  const { nemo, folders, jobs } = context;
  const { input, output, variants, ...settings } = parseInput("start_variants", variantsInput, request);
  const path = await folders.input(input);
  const folder = output === undefined ? undefined : await folders.output(output);
  const options = { ...toSettings(settings), ...(folder !== undefined && { output: folder }) };
  const wanted = variants as Record<string, ConversionSpecInput | PresetName>;
  return jobs.start({ tool: "start_variants", request, paths: pathsOf(path, folder) }, async (hooks) =>
    answer(Object.entries(await nemo.variants(path, wanted, { ...options, ...hooks }))),
  );
}

function answer(results: [string, ConversionResult][]): NonNullable<JobRecord["result"]> {
  const files = results.map(([variant, result]) =>
    summarizeFile(result, variant === "" ? undefined : variant),
  );
  return { text: files.map(describeSummary).join("\n"), content: { files } };
}
