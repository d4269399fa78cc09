import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { type Language, NemoError } from "../errors/index.js";
import { type ConversionSpec, type MediaInfo, toMessage } from "../conversion/index.js";
import { takeTurn } from "../conversation/index.js";
import { isSessionGone, type RenderJob, type Session } from "../modules/index.js";
import { notice } from "../options/index.js";
import type { ConverterContext } from "./context.js";
import type { ConvertOptions } from "./convert-options.js";
import { deliverSource } from "./deliver-source.js";
import { infoFromState } from "./info-from-state.js";
import type { Source } from "./open-source.js";
import type { ProgressScale } from "./progress-scale.js";
import type { Tools } from "./tools.js";

export interface Job {
  source: Source;
  spec: ConversionSpec;
  language: Language;
  tools: Tools;
  /** Where the result goes before it is looked at. */
  temporary: string;
  options: ConvertOptions;
  progress: ProgressScale;
}

export interface Made {
  /** What the backend knows of the source. */
  info: MediaInfo | undefined;
  warnings: string[];
  /** What ffmpeg was given, where the backend says. */
  arguments?: string[];
}

/** Upload, message, export, download: the result lies at `temporary` then. A session that ends meanwhile is replaced once. */
export async function makeRemotely(context: ConverterContext, job: Job): Promise<Made> {
  const { options, language } = job;
  if (options.session) return makeIn(context, options.session, job);
  const create = () =>
    context.sessions.create({ language, signal: options.signal, onNotice: options.onNotice });
  try {
    return await makeIn(context, await create(), job);
  } catch (error) {
    if (!isSessionGone(error)) throw error;
    options.onNotice?.(notice("session-renewed", language));
    return makeIn(context, await create(), job);
  }
}

async function makeIn(context: ConverterContext, session: Session, job: Job): Promise<Made> {
  const { source, spec, language, tools, temporary, options, progress } = job;
  const { signal, onNotice } = options;
  const { media, warnings } = await deliverSource(context, source, session, tools, options, progress);

  progress.begin("message");
  const turn = await takeTurn(context, toMessage(spec, language), { session, signal, onNotice });
  const { draft, videoInfos } = turn.state;
  if (!draft) {
    const said = turn.text ? ` The agent said: ${turn.text}` : "";
    throw new NemoError("nothing-to-export", `The agent made no draft of ${source.name}.${said}`, {
      language,
    });
  }

  progress.begin("render");
  const folder = context.transport.options.localFiles ? pathToFileURL(`${dirname(temporary)}/`) : undefined;
  const submitted = await context.render.submit(draft, { session, signal, onNotice, folder });
  const done = await context.render.wait(submitted.id, {
    session,
    signal,
    onNotice,
    onProgress: progress.report,
  });

  progress.begin("download");
  await rm(temporary, { force: true });
  await context.render.download(done, temporary, { signal, onProgress: progress.report });
  const used = usedArguments(done);
  return { info: infoFromState(videoInfos, media.name), warnings, ...(used && { arguments: used }) };
}

function usedArguments({ raw }: RenderJob): string[] | undefined {
  const used = (raw as { arguments?: unknown } | null)?.arguments;
  return Array.isArray(used) && used.every((each) => typeof each === "string") ? used : undefined;
}
