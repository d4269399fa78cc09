import { onTestFinished } from "vitest";
import { localBackend, serve, type ServeOptions } from "../../src/local/index.js";
import { NemoConverter } from "../../src/nemo-converter.js";
import type { NemoConverterOptions } from "../../src/options/index.js";
import { isolateEnvironment } from "./isolated-environment.js";
import { temporaryFolder } from "./temporary-folder.js";

/** A converter on the embedded backend, closed after the test. */
export function inProcess(options: ServeOptions = {}, more: NemoConverterOptions = {}): NemoConverter {
  isolateEnvironment();
  const nemo = new NemoConverter({ backend: localBackend(options), ...more });
  onTestFinished(() => nemo.close());
  return nemo;
}

/** A converter on the embedded backend behind a real port, over which it has no more rights than anybody. */
export async function onPort(
  options: ServeOptions = {},
  more: NemoConverterOptions = {},
): Promise<NemoConverter> {
  isolateEnvironment();
  const server = await serve(options);
  const timing = { renderPollMs: 50, ...more.timing };
  const nemo = new NemoConverter({ baseUrl: server.url, configDir: temporaryFolder(), ...more, timing });
  onTestFinished(async () => {
    await nemo.close();
    await server.close();
  });
  return nemo;
}

/** Both ways to the embedded backend, for suites that hold for either. */
export const embedded: [
  string,
  (options?: ServeOptions, more?: NemoConverterOptions) => Promise<NemoConverter>,
][] = [
  ["in process", (options, more) => Promise.resolve(inProcess(options, more))],
  ["on a port", onPort],
];
