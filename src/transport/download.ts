import { type FileHandle, open } from "node:fs/promises";
import { type EndpointKind, fileError, NemoError } from "../errors/index.js";
import { type Deadline, wait } from "../time/index.js";
import { withoutQuery } from "./call.js";
import { gatherBody } from "./gather-body.js";
import type { Transport } from "./transport.js";

export interface DownloadOptions {
  deadline: Deadline;
  onBytes?: (bytes: number, totalBytes: number | undefined) => void;
  /** What a failure means where it is a call of the backend's API. Default: `"file"`. */
  kind?: EndpointKind;
  /** What asks hosts other than the backend's. Default: what asks the backend. */
  elsewhere?: typeof fetch;
}

interface Received {
  bytes: number;
  total?: number;
  /** What the server calls this version of the file; a resumed part must be of the same. */
  validator?: string;
}

// Attempts in a row that together came hardly further than those before; one that does starts the count anew.
const mostFruitless = 3;
// What counts as further; of a small file, a part. A connection that brings a few bytes each time would be asked thousands of times.
const worthwhileBytes = 64 * 1024;
const worthwhileShare = 0.05;
const pauseMs = 500;
const rangeRefused = 416;
const gatherBytes = 2 * 1024 * 1024;

/**
 * Downloads `url` into a new file at `path`, going on after a cut where the server allows it, and checks the length.
 * On failure the file is left to the caller, who removes it.
 */
export async function downloadTo(
  transport: Transport,
  url: string,
  path: string,
  options: DownloadOptions,
): Promise<{ bytes: number; resumed: boolean }> {
  const file = await open(path, "wx").catch((error: unknown) => {
    throw fileError(error, path, "Writing");
  });
  const received: Received = { bytes: 0 };
  let fruitless = 0;
  let furthest = 0;
  try {
    for (;;) {
      const before = received.bytes;
      try {
        const from = await receive(transport, url, file, path, received, options);
        return { bytes: received.bytes, resumed: from > 0 };
      } catch (error) {
        if (!isWorthAnother(error, before) || options.deadline.signal.aborted) throw error;
        if (error.status === rangeRefused) await startAnew(file, received);
        // Not against the attempt before: a download that has to begin again each time would never end.
        const isFruitful = received.bytes - furthest >= worthwhile(received);
        fruitless = isFruitful ? 0 : fruitless + 1;
        if (isFruitful) furthest = received.bytes;
        if (fruitless >= mostFruitless) throw error;
        transport.options.logger.debug(error.message, { bytes: received.bytes, fruitless });
        await wait(pauseMs * fruitless, { signal: options.deadline.signal, clock: transport.clock });
      }
    }
  } finally {
    await file.close();
  }
}

function worthwhile({ total = Infinity }: Received): number {
  return Math.min(worthwhileBytes, Math.max(1, total * worthwhileShare));
}

function isWorthAnother(error: unknown, before: number): error is NemoError {
  if (!NemoError.isInstance(error)) return false;
  if (error.status === rangeRefused) return before > 0;
  return error.code === "network" || (error.code === "backend-error" && error.isRetryable);
}

async function startAnew(file: FileHandle, received: Received): Promise<void> {
  received.bytes = 0;
  received.total = undefined;
  received.validator = undefined;
  await file.truncate(0);
}

/** One request; returns the byte at which its answer began. */
async function receive(
  transport: Transport,
  url: string,
  file: FileHandle,
  path: string,
  received: Received,
  { deadline, onBytes, elsewhere, kind }: DownloadOptions,
): Promise<number> {
  const endpoint = `GET ${withoutQuery(url)}`;
  const canResume = received.bytes > 0 && received.validator !== undefined;
  const headers: Record<string, string> = canResume
    ? { range: `bytes=${received.bytes}-`, "if-range": received.validator! }
    : {};
  const response = await transport.openFile(url, { headers, deadline, elsewhere, kind });
  let validator = validatorOf(response);
  if (response.status === 206) {
    const part = partOf(response);
    if (part?.start !== received.bytes) {
      await response.body?.cancel();
      throw new NemoError(
        "malformed-response",
        `${endpoint} answered with another range than was asked for.`,
        {
          details: { endpoint },
        },
      );
    }
    // A server that leaves the validator out of a part has compared it all the same: it was asked to.
    validator ??= received.validator;
    // Where no length came with the beginning, the part brings it.
    const hasSameLength = (part.total ?? received.total) === (received.total ?? part.total);
    const isSame = validator === received.validator && hasSameLength;
    if (received.bytes > 0 && !isSame) {
      await response.body?.cancel();
      await startAnew(file, received);
      throw new NemoError("network", `${endpoint}: the file changed on the way.`, { details: { endpoint } });
    }
    received.total ??= part.total;
  } else {
    if (received.bytes > 0) await startAnew(file, received);
    received.total = lengthOf(response);
  }
  received.validator = validator;
  const from = received.bytes;
  try {
    await writeBody(response, file, path, received, onBytes);
  } catch (error) {
    if (deadline.signal.aborted) throw deadline.signal.reason;
    if (NemoError.isInstance(error)) throw error;
    throw cutError(endpoint, received, transport.redactor.cause(error));
  }
  if (received.total !== undefined && received.bytes !== received.total) throw cutError(endpoint, received);
  return from;
}

async function writeBody(
  response: Response,
  file: FileHandle,
  path: string,
  received: Received,
  onBytes: DownloadOptions["onBytes"],
): Promise<void> {
  for await (const chunks of gatherBody(response, gatherBytes)) {
    const bytes = await writeAll(file, chunks, received.bytes).catch((error: unknown) => {
      throw fileError(error, path, "Writing");
    });
    received.bytes += bytes;
    onBytes?.(received.bytes, received.total);
  }
}

/** `writev` may write less than it was given. */
async function writeAll(file: FileHandle, chunks: Uint8Array[], position: number): Promise<number> {
  const total = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  const { bytesWritten } = await file.writev(chunks, position);
  if (bytesWritten < total) {
    const rest = Buffer.concat(chunks).subarray(bytesWritten);
    await writeAll(file, [rest], position + bytesWritten);
  }
  return total;
}

/** Undefined for a weak one, which does not promise the same bytes. */
function validatorOf({ headers }: Response): string | undefined {
  const validator = headers.get("etag") ?? headers.get("last-modified") ?? undefined;
  return validator?.startsWith("W/") ? undefined : validator;
}

function partOf({ headers }: Response): { start: number; total?: number } | undefined {
  const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get("content-range") ?? "") ?? [];
  if (start === undefined) return undefined;
  return { start: Number(start), ...(total !== "*" && { total: Number(total) }) };
}

function lengthOf(response: Response): number | undefined {
  const length = response.headers.get("content-length");
  return length === null || response.headers.has("content-encoding") ? undefined : Number(length);
}

function cutError(endpoint: string, { bytes, total }: Received, cause?: Error): NemoError {
  return new NemoError("network", `${endpoint} was cut after ${bytes} of ${total ?? "unknown"} bytes.`, {
    details: { endpoint, bytes, totalBytes: total },
    cause,
  });
}
