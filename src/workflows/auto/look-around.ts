import { stat } from "node:fs/promises";
import { Credits } from "../../modules/index.js";
import { localPath, mimeTypeOf } from "../../modules/later.js";
import type { MediaInput } from "../../options/index.js";
import type { ConverterContext } from "../context.js";
import type { ConvertOptions } from "../convert-options.js";
import { openSource } from "../open-source.js";
import { findTools } from "../tools.js";
import type { Circumstances } from "./choose-backend.js";

/** What is there to choose by. The cloud is only asked where its answer matters. */
export async function lookAround(
  context: ConverterContext,
  input: MediaInput,
  { signal }: ConvertOptions,
): Promise<Circumstances> {
  const { transport } = context;
  const { name } = await openSource(input);
  const { ffmpeg, ffprobe } = await findTools(context);
  const hasFfmpeg = ffmpeg !== undefined && ffprobe !== undefined;
  const hasAccount = transport.options.token !== undefined;
  const isTaken = mimeTypeOf(name) !== undefined;
  const bytes = await sizeOf(input);
  const credits =
    hasFfmpeg && hasAccount && isTaken
      ? await new Credits(transport).balance({ ...(signal && { signal }) }).then(
          ({ available }) => available,
          () => undefined,
        )
      : undefined;
  return {
    hasFfmpeg,
    hasAccount,
    isTaken,
    ...(bytes !== undefined && { bytes }),
    ...(credits !== undefined && { credits }),
  };
}

async function sizeOf(input: MediaInput): Promise<number | undefined> {
  const path = localPath(input);
  if (path !== undefined) return (await stat(path)).size;
  return typeof input === "object" && "size" in input ? input.size : undefined;
}
