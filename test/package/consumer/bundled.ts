// A project whose bundler resolves imports; under `browser` it sees the same types.
import { type Draft, NemoConverter, type NemoConverterOptions, type Progress } from "nemo-converter";
import { type LocalServer, serve } from "nemo-converter/local";

export function create(options: NemoConverterOptions): NemoConverter {
  return new NemoConverter({ ...options, fetch: globalThis.fetch });
}

export function start(): Promise<LocalServer> {
  return serve();
}

export async function render(nemo: NemoConverter, draft: Draft, onProgress: (p: Progress) => void) {
  const { id } = await nemo.render.submit(draft);
  return nemo.render.wait(id, { onProgress, signal: AbortSignal.timeout(1000) });
}
