import { createTransport, Render, Sessions, Sse, State, Upload } from "../../modules/index.js";
import type { ConverterContext } from "../context.js";

/** Runs `work` on an embedded backend of its own, with the binaries and the voice of `context`. */
export async function withEmbedded<T>(
  { transport: { options, clock } }: ConverterContext,
  work: (embedded: ConverterContext) => Promise<T>,
): Promise<T> {
  const { localBackend } = await import("../../local/index.js");
  const { ffmpegPath, ffprobePath, logger, languageTag, isLanguageDetected } = options;
  const binaries = {
    ...(ffmpegPath !== undefined && { ffmpegPath }),
    ...(ffprobePath !== undefined && { ffprobePath }),
  };
  const transport = createTransport(
    {
      ...binaries,
      backend: localBackend(binaries),
      logger,
      ...(!isLanguageDetected && { language: languageTag }),
    },
    clock,
  );
  const sessions = new Sessions(transport);
  try {
    return await work({
      transport,
      sessions,
      upload: new Upload(transport, sessions),
      sse: new Sse(transport, sessions),
      state: new State(transport, sessions),
      render: new Render(transport, sessions),
    });
  } finally {
    transport.close();
    await transport.options.closeBackend();
  }
}
