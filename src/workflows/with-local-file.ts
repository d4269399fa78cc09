import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, extname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { NemoError } from "../errors/index.js";
import { createTransport, type Transport } from "../modules/index.js";
import { downloadTo, localPath, resolveSource, statFile } from "../modules/later.js";
import type { MediaInput } from "../options/index.js";
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
  const way = wayOut(transport);
  try {
    if (source.kind === "url") await downloadTo(way, source.url, temporary, { deadline });
    else {
      const bytes = Readable.from(await source.body.open());
      await pipeline(bytes, createWriteStream(temporary), { signal: deadline.signal });
    }
    return await work(temporary, basename(name));
  } catch (error) {
    throw deadline.signal.aborted && !NemoError.isInstance(error) ? deadline.signal.reason : error;
  } finally {
    transport.release(deadline);
    if (way !== transport) way.close();
    await rm(temporary, { force: true });
  }
}

/** A backend in this process is reached by a `fetch` that leads nowhere else. */
function wayOut(transport: Transport): Transport {
  const { localFiles, logger, language } = transport.options;
  return localFiles ? createTransport({ logger, language }, transport.clock) : transport;
}
