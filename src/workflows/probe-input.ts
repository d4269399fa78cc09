import type { MediaInfo } from "../conversion/index.js";
import { probe } from "../media/index.js";
import type { MediaInput } from "../options/index.js";
import type { ConverterContext } from "./context.js";
import { withLocalFile } from "./with-local-file.js";

/** What an input holds; one that is no local file is fetched into a temporary one first. */
export async function probeInput(
  context: ConverterContext,
  input: MediaInput,
  signal: AbortSignal | undefined,
): Promise<MediaInfo> {
  const { ffprobePath, mediaLimits } = context.transport.options;
  return withLocalFile(context, input, signal, (path) => probe(path, { ffprobePath, mediaLimits, signal }));
}
