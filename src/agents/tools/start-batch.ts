import { stat } from "node:fs/promises";
import { dirname, sep } from "node:path";
import * as z from "zod/mini";
import { NemoError } from "../../errors/index.js";
import type { BatchOptions, NemoConverter } from "../../nemo-converter.js";
import type { AllowedFolders } from "../allowed-folders.js";
import { BatchAnswer } from "../batch-answer.js";
import { refuseLinksOut } from "../links-out.js";
import type { JobRecord } from "../jobs/job-record.js";
import type { JobStep } from "../jobs/progress-of.js";
import { parseInput } from "../parse-input.js";
import { field, type ToolContext } from "../tool.js";
import { conversionFields, fileText, pathsOf, toConvertOptions } from "./conversion-fields.js";

const { input: _, spec: __, ...fields } = conversionFields;

export const batchInput = z.strictObject({
  ...fields,
  inputs: field(
    z
      .array(fileText, { error: "a list of paths" })
      .check(z.minLength(1, { error: "a list of at least one path" })),
    "Files, and folders with all videos in and below them. No globs.",
  ),
  output: field(
    z.optional(fileText),
    "Folder in which their tree is mirrored; made when missing. Default: beside each source.",
  ),
  spec: field(z.optional(z.looseObject({}, { error: "an object" })), "Exact settings, as `spec` of convert."),
  canary: field(
    z.optional(z.boolean({ error: "true or false" })),
    "Convert one file of each kind first, and not the others of its kind when it fails (default true).",
  ),
  report: field(
    z.optional(z.boolean({ error: "true or false" })),
    "Write a page on all files to the output folder (default true).",
  ),
});

/** Many files. What is finished stays, whatever becomes of the rest; started again, it goes on from there. */
export async function startBatch(request: Record<string, unknown>, context: ToolContext): Promise<JobRecord> {
  const { nemo, folders, jobs } = context;
  const {
    inputs: given,
    canary,
    report = true,
    ...settings
  } = parseInput("start_batch", batchInput, request);
  const inputs = await Promise.all(given.map((input) => checkInput(input, folders)));
  const { output, ...options } = await toConvertOptions(settings, folders);
  const home = await homeOf(output, inputs);
  await refuseLinksOut(home, folders, "folders");
  const all: BatchOptions = {
    ...options,
    output,
    journal: `${home}${sep}.nemo-batch.jsonl`,
    ...(canary !== undefined && { canary }),
    ...(report && { report: `${home}${sep}` }),
  };
  const record = { tool: "start_batch", request, paths: pathsOf(...inputs, home) };
  return jobs.start(record, ({ signal, onProgress }) => follow(nemo, inputs, { ...all, signal }, onProgress));
}

/** The real path of what is there, from which no link leads out. */
async function checkInput(input: string, folders: AllowedFolders): Promise<string> {
  const path = await folders.input(input);
  if (/^https?:/i.test(path)) return path;
  const found = await stat(path).catch(() => undefined);
  if (!found) {
    throw new NemoError("source-missing", `There is no file or folder: ${path}`, { details: { path } });
  }
  if (found.isDirectory()) await refuseLinksOut(path, folders, "files");
  return path;
}

/** Where the journal and the report lie: with the results, never in the working directory, which may not be allowed. */
async function homeOf(output: string | undefined, inputs: readonly string[]): Promise<string> {
  if (output !== undefined) return output.replace(/[/\\]+$/, "");
  const [first] = inputs;
  if (inputs.some((input) => /^https?:/i.test(input))) {
    throw new NemoError(
      "invalid-request",
      "output is missing; it must be a folder where an input is a URL.",
      {
        details: { key: "output" },
        action: { kind: "choose-output", message: "Give the folder for the results." },
      },
    );
  }
  return (await stat(first!)).isDirectory() ? first! : dirname(first!);
}

async function follow(
  nemo: NemoConverter,
  inputs: string[],
  options: BatchOptions,
  onProgress: (progress: JobStep) => void,
): Promise<NonNullable<JobRecord["result"]>> {
  const answer = new BatchAnswer();
  const run = nemo.batch(inputs.length === 1 ? inputs[0]! : inputs, options);
  for await (const event of run) {
    answer.add(event);
    const { finished, total, percent, remainingMs } = event.overall ?? {};
    const stage = total === undefined ? `${finished} files` : `${finished} of ${total} files`;
    onProgress({ stage, percent, remainingMs });
  }
  return answer.finish(await run.summary);
}
