import { NemoError, Redactor } from "../errors/index.js";
import { findBinary } from "../media/index.js";
import type { BatchOptions, loadWorkflows } from "../nemo-converter.js";
import { readEnvironment, resolveAttribution } from "../options/index.js";
import type { BatchFacts } from "./ledger.js";
import type { FollowOptions } from "./queue-options.js";

type Parts = Awaited<ReturnType<typeof loadWorkflows>>;
export type Reporter = NonNullable<Awaited<ReturnType<Parts["BatchReporter"]["prepare"]>>>;

/**
 * The report of a batch as on one machine, from what its jobs say. Pictures are made here, where there is an ffmpeg.
 *
 * @throws NemoError `output-exists`, `invalid-request`
 */
export async function prepareReport(
  { BatchReporter }: Parts,
  options: FollowOptions & Pick<BatchOptions, "onExists">,
  { folder, root, request }: BatchFacts,
  signal: AbortSignal,
): Promise<Reporter | undefined> {
  const { report, onExists } = options;
  const place = { output: folder, ...(report !== undefined && { report }), ...(onExists && { onExists }) };
  const ffmpeg = report ? await findTool("ffmpeg", options.ffmpegPath) : undefined;
  return BatchReporter.prepare(place, {
    ...{ signal, redactor: new Redactor(), listing: { root, request } },
    version: resolveAttribution({}, readEnvironment().skillSource).version,
    tools: { ...(ffmpeg !== undefined && { ffmpeg }) },
  });
}

/** Undefined where there is none: what it is for is done without. */
export async function findTool(
  name: "ffmpeg" | "ffprobe",
  path: string | undefined,
): Promise<string | undefined> {
  try {
    return (await findBinary(name, { [`${name}Path`]: path })).path;
  } catch (error) {
    if (NemoError.isInstance(error) && error.code === "ffmpeg-missing") return undefined;
    throw error;
  }
}
