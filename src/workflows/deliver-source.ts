import { createReadStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { NemoError } from "../errors/index.js";
import { remux } from "../media/index.js";
import type { Session, UploadedMedia } from "../modules/index.js";
import { mimeTypeOf } from "../modules/later.js";
import type { ConverterContext } from "./context.js";
import type { ConvertOptions } from "./convert-options.js";
import type { Source } from "./open-source.js";
import type { ProgressScale } from "./progress-scale.js";
import type { Tools } from "./tools.js";

/**
 * Brings the source to the backend. What the cloud does not take is put into Matroska first, where ffmpeg is at hand.
 *
 * @returns the warnings that this gives
 */
export async function deliverSource(
  context: ConverterContext,
  source: Source,
  session: Session,
  tools: Tools,
  options: ConvertOptions,
  progress: ProgressScale,
): Promise<{ media: UploadedMedia; warnings: string[] }> {
  const { signal, onNotice } = options;
  const upload = { session, signal, onNotice, onProgress: progress.report };
  progress.begin("upload");
  const isTaken = context.transport.options.localFiles || mimeTypeOf(source.name) !== undefined;
  if (isTaken || source.path === undefined || tools.ffmpeg === undefined) {
    return { media: await context.upload.file(source.input, upload), warnings: [] };
  }
  const stem = source.name.slice(0, source.name.length - extname(source.name).length);
  const path = join(tmpdir(), `nemo-converter-${crypto.randomUUID()}.mkv`);
  try {
    await remux(source.path, path, { ffmpeg: tools.ffmpeg, signal });
    const { size } = await stat(path);
    const remuxed = { name: `${stem}.mkv`, size, open: () => createReadStream(path) };
    const media = await context.upload.file(remuxed, upload);
    const warning = `${extname(source.name)} is not taken by the backend; it was sent as Matroska, its streams unchanged.`;
    return { media, warnings: [warning] };
  } catch (error) {
    throw NemoError.isInstance(error) && error.code === "ffmpeg-failed"
      ? new NemoError(
          "unsupported-file",
          `${source.name} is not taken by the backend, and Matroska cannot hold it.`,
          {
            details: error.details,
          },
        )
      : error;
  } finally {
    await rm(path, { force: true });
  }
}
