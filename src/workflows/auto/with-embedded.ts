import { type ConverterContext, createContext } from "../context.js";

/** Runs `work` on an embedded backend of its own, with the binaries and the voice of `context`. */
export async function withEmbedded<T>(
  { transport: { options, clock } }: ConverterContext,
  work: (embedded: ConverterContext) => Promise<T>,
): Promise<T> {
  const { localBackend } = await import("../../local/index.js");
  const { ffmpegPath, ffprobePath, logger, languageTag, isLanguageDetected } = options;
  const { allowPrivateAddresses, mediaLimits } = options;
  const binaries = {
    ...(ffmpegPath !== undefined && { ffmpegPath }),
    ...(ffprobePath !== undefined && { ffprobePath }),
  };
  const embedded = createContext(
    {
      ...binaries,
      backend: localBackend({ ...binaries, allowPrivateAddresses, mediaLimits }),
      logger,
      ...(!isLanguageDetected && { language: languageTag }),
    },
    clock,
  );
  try {
    return await work(embedded);
  } finally {
    await embedded.close();
  }
}
