import { createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import busboy from "@fastify/busboy";
import { safeFileName } from "../conversion/index.js";
import { probe } from "../media/index.js";
import { ApiError, badRequest, fileTooLarge, unsupportedFile, uploadError } from "./api-error.js";
import { fetchMedia } from "./fetch-media.js";
import type { ResolvedLocalOptions } from "./options.js";
import type { Project, StoredMedia } from "./projects.js";
import type { Workspace } from "./workspace.js";

export interface UploadContext {
  options: ResolvedLocalOptions;
  workspace: Workspace;
  /** Whether `file:` URLs are taken: in process only. */
  isTrusted: boolean;
  signal: AbortSignal;
}

/** Media named by URL. A local file is used where it lies; nothing is copied. */
export async function uploadUrls(
  project: Project,
  urls: string[],
  context: UploadContext,
): Promise<StoredMedia[]> {
  const stored: StoredMedia[] = [];
  for (const url of urls) {
    const media = await uploadUrl(url, context);
    project.media.push(media);
    stored.push(media);
  }
  return stored;
}

async function uploadUrl(url: string, context: UploadContext): Promise<StoredMedia> {
  if (url.startsWith("file:")) {
    if (!context.isTrusted) throw unsupportedFile("file: URLs are not taken over the network.");
    const path = fileURLToPath(url);
    return look({ name: basename(path), path, isOwned: false }, context);
  }
  const path = await context.workspace.newPath();
  try {
    const name = safeFileName(await fetchMedia(url, path, context), "download");
    return await look({ name, path, isOwned: true }, context);
  } catch (error) {
    await rm(path, { force: true });
    throw uploadError(error);
  }
}

const mostFiles = 20;

/** A multipart form, each file written to the disk as it comes. */
export async function uploadForm(
  project: Project,
  request: Request,
  context: UploadContext,
): Promise<StoredMedia[]> {
  const contentType = request.headers.get("content-type") ?? "";
  if (!contentType.startsWith("multipart/form-data") || !request.body) {
    throw badRequest('Send a multipart form with a file in the field "files", or JSON with a list of urls.');
  }
  const files: { name: string; path: string }[] = [];
  try {
    await receiveForm(request, contentType, files, context);
    if (files.length === 0) throw badRequest('The form has no file in the field "files".');
    const stored: StoredMedia[] = [];
    for (const file of files) stored.push(await look({ ...file, isOwned: true }, context));
    // A form is taken as a whole or not at all: of one that fails no file is left.
    project.media.push(...stored);
    return stored;
  } catch (error) {
    for (const { path } of files) await rm(path, { force: true });
    throw error;
  }
}

async function receiveForm(
  request: Request,
  contentType: string,
  files: { name: string; path: string }[],
  { options, workspace, signal }: UploadContext,
): Promise<void> {
  const { maxUploadBytes } = options;
  const parser = parserOf(contentType);
  parser.on("filesLimit", () => parser.destroy(badRequest(`A form has at most ${mostFiles} files.`)));
  let seen = 0;
  const writes: Promise<void>[] = [];
  // A form that breaks off leaves its file streams open; the writes would wait for their end for ever.
  const broken = new AbortController();
  parser.on("file", (field, stream, filename) => {
    // A form that ends inside a file says so there, too; without a listener that would end the process.
    stream.on("error", () => undefined);
    if (field !== "files") {
      stream.resume();
      return;
    }
    const write = async () => {
      const path = await workspace.newPath();
      files.push({ name: safeFileName(filename ?? "", "upload"), path });
      stream.on("data", (chunk: Buffer) => {
        seen += chunk.length;
        if (seen > maxUploadBytes) parser.destroy(fileTooLarge(maxUploadBytes));
      });
      await pipeline(stream, createWriteStream(path, { flags: "wx" }), { signal: broken.signal });
    };
    const writing = write();
    writing.catch((error: unknown) => parser.destroy(error as Error));
    writes.push(writing);
  });
  const body = Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]);
  await pipeline(body, parser, { signal }).catch(async (error: unknown) => {
    broken.abort();
    await Promise.allSettled(writes);
    // The parser's own errors have no code, those of disks and connections have one.
    const isForms = !(error instanceof ApiError) && (error as { code?: unknown }).code === undefined;
    throw isForms ? brokenForm() : error;
  });
  await Promise.all(writes);
}

function parserOf(contentType: string): InstanceType<typeof busboy> {
  try {
    return new busboy({
      headers: { "content-type": contentType },
      limits: { files: mostFiles, fields: 20 },
    });
  } catch {
    throw brokenForm();
  }
}

function brokenForm(): ApiError {
  return badRequest("The multipart form is broken, or ends too early.");
}

/** What an upload holds; nothing that is no media becomes one. */
async function look(
  file: { name: string; path: string; isOwned: boolean },
  { options, signal }: UploadContext,
): Promise<StoredMedia> {
  try {
    const info = await probe(file.path, { ...options, signal });
    const { size } = await stat(file.path);
    return { ...file, id: `media_${crypto.randomUUID()}`, bytes: size, info };
  } catch (error) {
    throw uploadError(error, file);
  }
}
