import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { ConverterContext } from "./context.js";
import type { ConvertOptions } from "./convert-options.js";
import type { Source } from "./open-source.js";
import type { Tools } from "./tools.js";
import { withLocalFile } from "./with-local-file.js";

/**
 * Does `work` on a source that can be looked at, as far as that can be. A Blob or a stream for a backend over the network goes
 * through a temporary file; in process the embedded backend writes that file itself. A URL is fetched by the backend alone,
 * unless it has to be known beforehand what would be lost.
 */
export async function withSourceFile<T>(
  context: ConverterContext,
  source: Source,
  { ffprobe }: Tools,
  { strict, signal }: ConvertOptions,
  work: (source: Source) => Promise<T>,
): Promise<T> {
  const { input, name } = source;
  const isUrl = typeof input === "string" || input instanceof URL;
  const canWait = context.transport.options.localFiles || ffprobe === undefined || (isUrl && !strict);
  if (source.path !== undefined || canWait) return work(source);
  return withLocalFile(context, input, signal, async (path) => {
    const { size } = await stat(path);
    const stored = { name, size, open: () => createReadStream(path) };
    return work({ ...source, path, input: isUrl ? input : stored });
  });
}
