import * as z from "zod/mini";
import { NemoError } from "../../errors/index.js";
import type { NemoConverter, Reply } from "../../nemo-converter.js";
import { errorOutcome } from "../error-outcome.js";
import type { JobRecord } from "../jobs/job-record.js";
import { parseInput } from "../parse-input.js";
import { field, type ToolContext } from "../tool.js";
import { fileText, pathsOf } from "./conversion-fields.js";

export const turnFields = {
  text: field(
    z.string({ error: "text" }),
    'One step, English or Chinese: "trim the first 2 seconds", "show tracks", "credits", "export".',
  ),
  files: field(
    z.optional(z.array(fileText, { error: "a list of paths" })),
    "Media it is about, uploaded first. Paths in the text are not read.",
  ),
  output: field(
    z.optional(fileText),
    "MP4 that an export is written to; an edit is exported there, too. Default: nothing is written.",
  ),
  onExists: field(
    z.optional(z.enum(["fail", "overwrite", "rename"], { error: "one of fail, overwrite, rename" })),
    'When the output exists (default "fail"). "overwrite" only when the user said so.',
  ),
};

const turnInput = z.strictObject(turnFields);
type Where = Pick<z.output<typeof turnInput>, "output" | "onExists"> & { signal: AbortSignal };

/** One turn of the conversation, which goes on also when nobody waits for it: a message cannot be unsaid. */
export async function startTurn(request: Record<string, unknown>, context: ToolContext): Promise<JobRecord> {
  const { nemo, folders, jobs } = context;
  const { text, files: given = [], output: wanted, onExists } = parseInput("ask", turnInput, request);
  for (const link of text.match(/https?:\/\/\S+/gi) ?? []) await folders.input(link);
  const files = await Promise.all(given.map((file) => folders.input(file)));
  const output = wanted === undefined ? undefined : await folders.output(wanted);
  if (output !== undefined && files.includes(output)) {
    throw new NemoError("invalid-request", "output is one of the files, which are never written to.", {
      details: { key: "output", value: wanted },
      action: { kind: "choose-output", message: "Choose another name for the result." },
    });
  }
  const paths = pathsOf(...files, output);
  const record = { tool: "ask", request, paths: paths.length > 0 ? paths : await folders.all() };
  return jobs.start(record, async ({ signal, onProgress }) => {
    const where = { output, onExists, signal, onProgress };
    const reply = await nemo.ask(text, { ...where, files });
    return answer(reply, await exportEdit(nemo, reply, where));
  });
}

/** An edit whose film is wanted. That it cannot be exported does not undo it, so the turn is told all the same. */
async function exportEdit(
  nemo: NemoConverter,
  { outcome, export: exported }: Reply,
  where: Where,
): Promise<{ export?: Reply["export"]; error?: unknown }> {
  if (exported || outcome !== "applied" || where.output === undefined) return { export: exported };
  try {
    return { export: await nemo.export(where) };
  } catch (error) {
    if (where.signal.aborted) throw error;
    return { error };
  }
}

function answer(
  { action, text, outcome, changes, timeline, credits, uploads }: Reply,
  { export: exported, error }: { export?: Reply["export"]; error?: unknown },
): NonNullable<JobRecord["result"]> {
  const failure = error === undefined ? undefined : errorOutcome(error);
  const { path, bytes, url } = exported ?? {};
  const lines = [
    text,
    ...(changes.length > 0 ? [`Changed: ${changes.join("; ")}`] : []),
    ...(timeline === undefined || text.includes(timeline) ? [] : [timeline]),
    ...(path === undefined || text.includes(path) ? [] : [`Wrote ${path}.`]),
    ...(failure ? [`The edit stands, but was not exported: ${failure.text}`] : []),
  ];
  return {
    text: lines.join("\n"),
    content: {
      ...{ action, text, outcome, changes },
      ...(timeline !== undefined && { timeline }),
      ...(credits && { credits }),
      ...(uploads && { uploads: uploads.map(({ name }) => name) }),
      ...(exported && { export: { path, bytes, url } }),
      ...(failure && { exportError: failure.content["error"] }),
    },
  };
}
