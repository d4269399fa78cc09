import { NemoError } from "../errors/index.js";
import { localBackend } from "../local/index.js";
import { NemoConverter } from "../nemo-converter.js";
import { type NemoConverterOptions, readEnvironment } from "../options/index.js";

export interface ConverterFlags {
  backend?: string;
  ffmpeg?: string;
  ffprobe?: string;
  language?: string;
}

/** Whether projects outlive the command. */
export function isOnCloud({ backend }: ConverterFlags): boolean {
  return backend === undefined ? readEnvironment().token !== undefined : backend !== "local";
}

/** The cloud where a token says so or it is asked for, the embedded backend otherwise. */
export function createConverter(flags: ConverterFlags): NemoConverter {
  return new NemoConverter(converterOptions(flags));
}

/** What `createConverter` makes its converter of. */
export function converterOptions({
  backend,
  ffmpeg,
  ffprobe,
  language,
}: ConverterFlags): NemoConverterOptions {
  if (backend !== undefined && !["local", "cloud", "auto"].includes(backend)) {
    throw new NemoError("invalid-request", `--backend is "${backend}"; use local, cloud or auto.`);
  }
  const binaries = { ffmpegPath: ffmpeg, ffprobePath: ffprobe };
  if (backend === "auto") return { ...binaries, language, backend };
  return { ...binaries, language, ...(!isOnCloud({ backend }) && { backend: localBackend(binaries) }) };
}
