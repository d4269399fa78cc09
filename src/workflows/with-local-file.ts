import { createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, extname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileError, NemoError } from "../errors/index.js";
import type { Transport } from "../modules/index.js";
import {
  changedSourceError,
  downloadTo,
  localPath,
  openDefaultFetch,
  openPublicFetch,
  readBody,
  resolveSource,
  statFile,
  type UploadBody,
} from "../modules/later.js";
import type { MediaInput } from "../options/index.js";
import type { Deadline } from "../time/index.js";
import type { ConverterContext } from "./context.js";

/**
 * Does `work` on an input as a file; one that is no local file is fetched into a temporary one first, which is removed
 * afterwards. `name` is what the input itself is called.
 */
export async function withLocalFile<T>(
  { transport }: ConverterContext,
  input: MediaInput,
  signal: AbortSignal | undefined,
  work: (path: string, name: string) => Promise<T>,
): Promise<T> {
  const path = localPath(input);
  if (path !== undefined) {
    await statFile(path);
    return work(path, basename(path));
  }
  const source = await resolveSource(input);
  const name = source.kind === "url" ? new URL(source.url).pathname : source.body.name;
  const temporary = join(tmpdir(), `nemo-converter-${crypto.randomUUID()}${extname(name)}`);
  const deadline = transport.startDeadline(Infinity, signal, "Fetching the source");
  try {
    if (source.kind === "url") await fetchFrom(transport, source.url, temporary, deadline);
    else await spool(source.body, temporary, deadline.signal);
    return await work(temporary, basename(name));
  } catch (error) {
    if (NemoError.isInstance(error)) throw calledBy(basename(name), temporary, error);
    throw deadline.signal.aborted ? deadline.signal.reason : error;
  } finally {
    transport.release(deadline);
    await rm(temporary, { force: true });
  }
}

/** The same error, which speaks of the input and not of a file that nobody knows and that is gone. */
function calledBy(name: string, temporary: string, error: NemoError): NemoError {
  error.message = error.message.replaceAll(temporary, name);
  for (const [key, value] of Object.entries(error.details)) {
    if (typeof value === "string") error.details[key] = value.replaceAll(temporary, name);
  }
  return error;
}

/** Writes a Blob or a stream to `path`; its own failure is told apart from one of the disk. */
async function spool(body: UploadBody, path: string, signal: AbortSignal): Promise<void> {
  await pipeline(Readable.from(readBody(body)), createWriteStream(path), { signal }).catch(
    (error: unknown) => {
      throw signal.aborted ? error : fileError(error, path, "Writing");
    },
  );
  const { size } = await stat(path);
  if (body.size !== undefined && size !== body.size) throw changedSourceError(body.name, body.size, size);
}

/**
 * Fetches a file whose address may have come from a stranger: addresses of internal networks are refused, unless they are
 * allowed or the backend's own, which was chosen. A backend in this process is reached by a `fetch` that leads nowhere else.
 */
async function fetchFrom(transport: Transport, url: string, path: string, deadline: Deadline): Promise<void> {
  const { localFiles, allowPrivateAddresses, fetch } = transport.options;
  const { username, password } = new URL(url);
  if (username !== "" || password !== "") {
    throw new NemoError("invalid-request", "The input's URL holds a name or a password, which is not sent.", {
      details: { key: "input" },
      action: { message: "Use a URL that needs none, such as a signed one, or fetch the file yourself." },
    });
  }
  const given = localFiles ? undefined : fetch;
  const elsewhere = await (allowPrivateAddresses ? openDefaultFetch(given) : openPublicFetch(given));
  try {
    await downloadTo(transport, url, path, { deadline, elsewhere: elsewhere.fetch });
  } finally {
    elsewhere.close();
  }
}
