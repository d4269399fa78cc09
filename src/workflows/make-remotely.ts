import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { type Language, NemoError } from "../errors/index.js";
import { type ConversionSpec, toMessage } from "../conversion/index.js";
import { takeTurn } from "../conversation/later.js";
import {
  isSessionGone,
  type RenderJob,
  type Session,
  type SessionState,
  type UploadedMedia,
} from "../modules/index.js";
import { notice } from "../options/index.js";
import { noteMessage, wasMessageSent } from "./after-message.js";
import type { ConverterContext } from "./context.js";
import type { ConvertOptions } from "./convert-options.js";
import { deliverSource } from "./deliver-source.js";
import { infoFromState, type Told } from "./info-from-state.js";
import type { Source } from "./open-source.js";
import type { ProgressScale } from "./progress-scale.js";
import type { Tools } from "./tools.js";

type Draft = NonNullable<SessionState["draft"]>;

export interface Job {
  source: Source;
  spec: ConversionSpec;
  language: Language;
  tools: Tools;
  /** Where the result goes before it is looked at. */
  temporary: string;
  /** A backend that can ends a render early that must become larger than this. */
  mostBytes?: number;
  /** How many threads the embedded backend's encoder may use. */
  threads?: number;
  options: ConvertOptions;
  progress: ProgressScale;
  spending?: Spending;
  /** The hash of source and wish, by which the ledger knows what the message is for. */
  purpose?: string;
}

/** Told of what may be charged, before it is and once it is certain that it was not. */
export interface Spending {
  /** A message is about to be sent; what this throws keeps it from being sent. */
  begun: (session: Session) => void | Promise<void>;
  /** It was refused. */
  refused: (session: Session) => void | Promise<void>;
}

/** What was made, with what the backend knows of the source. */
export interface Made extends Told {
  warnings: string[];
  /** What ffmpeg was given, where the backend says. */
  arguments?: string[];
}

/** Upload, message, export, download: the result lies at `temporary` then. */
export async function makeRemotely(context: ConverterContext, job: Job): Promise<Made> {
  return inSession(context, job, async (session) => {
    const delivered = await deliver(context, session, job);
    return makeFrom(context, session, job, delivered);
  });
}

/**
 * Works in the session that was given, or in a new one; that one is replaced once when it ends before its message was
 * taken.
 */
export async function inSession<T>(
  context: ConverterContext,
  { source, options, language }: Pick<Job, "source" | "options" | "language">,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  if (options.session) return work(options.session);
  const create = () =>
    context.sessions.create({ language, signal: options.signal, onNotice: options.onNotice });
  const first = await create();
  try {
    return await work(first);
  } catch (error) {
    if (!isSessionGone(error) || wasMessageSent(source)) throw error;
    options.onNotice?.(notice("session-renewed", language));
    return work(await create());
  }
}

/** What the backend has of the source. */
export interface Delivered {
  media: UploadedMedia;
  warnings: string[];
}

export function deliver(context: ConverterContext, session: Session, job: Job): Promise<Delivered> {
  return deliverSource(context, job.source, session, job.tools, job.options, job.progress);
}

/** From the message on; the source was delivered. */
export async function makeFrom(
  context: ConverterContext,
  session: Session,
  job: Job,
  { media, warnings }: Delivered,
): Promise<Made> {
  const project = await draftFor(context, session, job, toMessage(job.spec, job.language));
  return fetchFilm(context, session, job, { ...project, name: media.name, warnings });
}

/** What the agent made of a source. */
interface Project {
  draft: Draft;
  videoInfos: unknown[];
  /** What the source is called there. */
  name: string;
  warnings: string[];
}

/** From the draft on, which was paid for: all that follows is free. */
export async function fetchFilm(
  context: ConverterContext,
  session: Session,
  job: Job,
  { draft, videoInfos, name, warnings }: Project,
): Promise<Made> {
  const { temporary, options, progress } = job;
  const { signal } = options;
  const done = await rendered(context, session, job, draft);
  progress.begin("download");
  await rm(temporary, { force: true });
  await context.render.download(done, temporary, { signal, onProgress: progress.report });
  const used = usedArguments(done);
  return { ...infoFromState(videoInfos, name), warnings, ...(used && { arguments: used }) };
}

type Errand = Omit<Job, "spec">;

/** What the agent makes of a message. */
export async function draftFor(
  context: ConverterContext,
  session: Session,
  { source, language, options, progress, spending, purpose }: Errand,
  message: string,
): Promise<{ draft: Draft; videoInfos: unknown[] }> {
  const { signal, onNotice } = options;
  progress.begin("message");
  const spent = context.credits.isFree ? undefined : spending;
  await spent?.begun(session);
  const isFor = purpose !== undefined && { purpose };
  const turn = await takeTurn(context, message, { session, language, signal, onNotice, ...isFor }).catch(
    async (error: unknown) => {
      if (NemoError.isInstance(error) && error.charged !== false) noteMessage(source, session);
      else await spent?.refused(session);
      throw error;
    },
  );
  noteMessage(source, session);
  const { draft, videoInfos } = turn.state;
  if (draft) return { draft, videoInfos };
  const text = turn.texts.join("\n\n");
  const said = text ? ` The agent said: ${text}` : "";
  throw new NemoError("nothing-to-export", `The agent made no draft of ${source.name}.${said}`, { language });
}

/** Renders a draft to its end. */
export async function rendered(
  context: ConverterContext,
  session: Session,
  { temporary, mostBytes, threads, options, progress }: Errand,
  draft: Draft,
): Promise<RenderJob> {
  const { signal, onNotice } = options;
  progress.begin("render");
  const inProcess = context.transport.options.localFiles && {
    folder: pathToFileURL(`${dirname(temporary)}/`),
    mostBytes,
    threads,
    isResumable: options.resume,
  };
  const submitted = await context.render.submit(draft, { session, signal, onNotice, ...inProcess });
  return context.render.wait(submitted.id, { session, signal, onNotice, onProgress: progress.report });
}

export function usedArguments({ raw }: Pick<RenderJob, "raw">): string[] | undefined {
  const used = (raw as { arguments?: unknown } | null)?.arguments;
  return Array.isArray(used) && used.every((each) => typeof each === "string") ? used : undefined;
}
