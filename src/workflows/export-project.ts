import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Loss } from "../conversion/index.js";
import { NemoError } from "../errors/index.js";
import type { RenderJob, Session } from "../modules/index.js";
import { exists } from "../modules/later.js";
import type { Progress } from "../options/index.js";
import type { ConverterContext } from "./context.js";
import { freePath } from "./choose-output.js";
import type { ConvertOptions } from "./convert-options.js";
import { refuseSameFile } from "./open-source.js";
import { refuseOtherKinds } from "./refuse-other-kinds.js";

export interface ExportOptions {
  /** Where the film goes. Default: nowhere; the result has the signed link. */
  output?: string;
  session?: Session;
  /**
   * What to do when there is a file at `output` already. With `"skip"` nothing is rendered then.
   * @default "fail"
   */
  onExists?: ConvertOptions["onExists"];
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

export interface ExportResult {
  /** Where nothing was rendered, one without an id whose status is `skipped`. */
  job: RenderJob;
  /** Signed, for a while. */
  url?: string;
  /** Absolute, where it was downloaded, or where the file is that was kept. */
  path?: string;
  bytes?: number;
  /** What could not be done as it was asked for, such as a title's emoji that no font has; left out when there is none. */
  warnings?: string[];
  /** What the film lacks of its sources, where the backend tells; left out when there is nothing. */
  losses?: Loss[];
}

/** @throws NemoError `output-exists`; `invalid-request` for a folder, and for a file that was uploaded */
export async function exportPath(
  { upload }: ConverterContext,
  output: string,
  onExists: ConvertOptions["onExists"],
): Promise<{ path: string; isKept: boolean }> {
  const given = resolve(output);
  if (/[/\\]$/.test(output) || (await isFolder(given))) {
    throw new NemoError("invalid-request", `The output ${output} is a folder: a film needs a file name.`, {
      details: { key: "output", value: output },
      action: {
        kind: "choose-output",
        message: `Name a file in it, for example ${join(given, "film.mp4")}.`,
      },
    });
  }
  const isKept = onExists === "skip" && (await exists(given));
  const path = isKept ? given : await freePath(given, onExists);
  for (const source of upload.paths) await refuseSameFile({ path: source }, path);
  refuseOtherKinds(path);
  return { path, isKept };
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Renders the project as it stands. */
export async function exportProject(
  context: ConverterContext,
  options: ExportOptions = {},
): Promise<ExportResult> {
  const { session, signal, onProgress, onExists, output } = options;
  const target = output === undefined ? undefined : await exportPath(context, output, onExists);
  if (target?.isKept) return kept(target.path);
  const chosen = session ?? (await context.sessions.current({ signal }));
  const { draft = {} } = await context.state.get({ session: chosen, signal });
  const { id } = await context.render.submit(draft, { session: chosen, signal });
  const job = await context.render.wait(id, { session: chosen, signal, onProgress });
  const result: ExportResult = { job, ...(job.url !== undefined && { url: job.url }), ...toldIn(job) };
  if (!target) return result;
  const { path } = target;
  const overwrite = onExists === "overwrite" ? "overwrite" : "fail";
  const { bytes } = await context.render.download(job, path, { onExists: overwrite, signal, onProgress });
  return { ...result, ...whereItIs(job, path), path, bytes };
}

/** What the embedded backend made in this process was moved to its name: nothing is where it was. */
function whereItIs(job: RenderJob, path: string): Partial<ExportResult> {
  if (!job.url?.startsWith("file:")) return {};
  const url = pathToFileURL(path).href;
  return { job: { ...job, url }, url };
}

/** The embedded backend says it in the status of the render. */
function toldIn({ raw }: RenderJob): Pick<ExportResult, "warnings" | "losses"> {
  const told = raw as { warnings?: unknown; losses?: unknown } | null;
  const listIn = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
  const warnings = listIn(told?.warnings).filter((each) => typeof each === "string");
  const losses = listIn(told?.losses).filter(isLoss);
  return { ...(warnings.length > 0 && { warnings }), ...(losses.length > 0 && { losses }) };
}

function isLoss(value: unknown): value is Loss {
  const { kind, message } = (value ?? {}) as Partial<Loss>;
  return typeof kind === "string" && typeof message === "string";
}

async function kept(path: string): Promise<ExportResult> {
  return { job: { id: "", status: "skipped", raw: undefined }, path, bytes: (await stat(path)).size };
}
