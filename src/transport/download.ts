import { type FileHandle, open } from "node:fs/promises";
import { fileError, NemoError } from "../errors/index.js";
import { type Deadline, wait } from "../time/index.js";
import type { Transport } from "./transport.js";

export interface DownloadOptions {
  deadline: Deadline;
  onBytes?: (bytes: number, totalBytes: number | undefined) => void;
}

interface Received {
  bytes: number;
  total?: number;
  /** What the server calls this version of the file; a resumed part must be of the same. */
  validator?: string;
}

// Attempts in a row that brought no byte; one that brought some starts the count anew.
const mostFruitless = 3;
const pauseMs = 500;
const gatherBytes = 2 * 1024 * 1024;

/**
 * Downloads `url` into a new file at `path`, going on after a cut where the server allows it, and checks the length.
 * On failure the file is left to the caller, who removes it.
 */
export async function downloadTo(
  transport: Transport,
  url: string,
  path: string,
  { deadline, onBytes }: DownloadOptions,
): Promise<{ bytes: number; resumed: boolean }> {
  const file = await open(path, "wx").catch((error: unknown) => {
    throw fileError(error, path, "Writing");
  });
  const received: Received = { bytes: 0 };
  let resumed = false;
  let fruitless = 0;
  try {
    for (;;) {
      const before = received.bytes;
      try {
        const isResumed = await receive(transport, url, file, path, received, { deadline, onBytes });
        resumed ||= isResumed && before > 0;
        return { bytes: received.bytes, resumed };
      } catch (error) {
        if (!NemoError.isInstance(error) || error.code !== "network" || deadline.signal.aborted) throw error;
        if (received.bytes > before) {
          fruitless = 0;
          resumed = true;
        } else fruitless += 1;
        if (fruitless >= mostFruitless) throw error;
        transport.options.logger.debug(error.message, { bytes: received.bytes, fruitless });
        await wait(pauseMs * fruitless, { signal: deadline.signal, clock: transport.clock });
      }
    }
  } finally {
    await file.close();
  }
}

/** One request; returns whether it went on where the last one stopped. */
async function receive(
  transport: Transport,
  url: string,
  file: FileHandle,
  path: string,
  received: Received,
  { deadline, onBytes }: DownloadOptions,
): Promise<boolean> {
  const endpoint = `GET ${url.replace(/[?#].*$/, "")}`;
  const canResume = received.bytes > 0 && received.validator !== undefined;
  const headers: Record<string, string> = canResume
    ? { range: `bytes=${received.bytes}-`, "if-range": received.validator! }
    : {};
  const response = await transport.openFile(url, headers, deadline);
  if (!response.ok) {
    await response.body?.cancel();
    throw transport.toError({ endpoint, kind: "other", status: response.status });
  }
  const start = startOf(response);
  if (start !== undefined && start !== received.bytes) {
    await response.body?.cancel();
    throw new NemoError("malformed-response", `${endpoint} answered with another range than was asked for.`, {
      details: { endpoint },
    });
  }
  if (start === undefined && received.bytes > 0) {
    received.bytes = 0;
    await file.truncate(0);
  }
  const length = lengthOf(response);
  received.total = length === undefined ? undefined : received.bytes + length;
  received.validator = response.headers.get("etag") ?? response.headers.get("last-modified") ?? undefined;
  // A weak validator does not promise the same bytes.
  if (received.validator?.startsWith("W/")) received.validator = undefined;
  try {
    await writeBody(response, file, path, received, onBytes);
  } catch (error) {
    if (deadline.signal.aborted) throw deadline.signal.reason;
    if (NemoError.isInstance(error)) throw error;
    throw cutError(endpoint, received, transport.redactor.cause(error));
  }
  if (received.total !== undefined && received.bytes !== received.total) throw cutError(endpoint, received);
  return start !== undefined;
}

async function writeBody(
  response: Response,
  file: FileHandle,
  path: string,
  received: Received,
  onBytes: DownloadOptions["onBytes"],
): Promise<void> {
  let gathered: Uint8Array[] = [];
  let waiting = 0;
  const flush = async () => {
    if (waiting === 0) return;
    const chunks = gathered;
    const bytes = waiting;
    gathered = [];
    waiting = 0;
    try {
      await writeAll(file, chunks, received.bytes);
    } catch (error) {
      throw fileError(error, path, "Writing");
    }
    received.bytes += bytes;
    onBytes?.(received.bytes, received.total);
  };
  try {
    for await (const chunk of response.body ?? []) {
      gathered.push(chunk);
      waiting += chunk.byteLength;
      if (waiting >= gatherBytes) await flush();
    }
  } finally {
    // Also after a cut: what came is not asked for again.
    await flush();
  }
}

/** `writev` may write less than it was given. */
async function writeAll(file: FileHandle, chunks: Uint8Array[], position: number): Promise<void> {
  const total = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  const { bytesWritten } = await file.writev(chunks, position);
  if (bytesWritten === total) return;
  const rest = Buffer.concat(chunks).subarray(bytesWritten);
  await writeAll(file, [rest], position + bytesWritten);
}

function startOf(response: Response): number | undefined {
  if (response.status !== 206) return undefined;
  const start = /^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "")?.[1];
  return start === undefined ? undefined : Number(start);
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
