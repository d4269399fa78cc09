import { onTestFinished } from "vitest";
import { createTransport } from "../../src/modules/index.js";
import type { NemoConverterOptions } from "../../src/options/index.js";
import type { Clock } from "../../src/time/index.js";
import type { Transport } from "../../src/transport/index.js";
import { isolateEnvironment } from "./isolated-environment.js";
import { temporaryFolder } from "./temporary-folder.js";

export const ownToken = "nmv_usr_0123456789abcdef";
export const backendUrl = "https://backend.test";
export const webUrl = "https://web.test";

/** A connection of a registered user to the mocked backend; `token: undefined` makes it an anonymous one. */
export function testTransport(options: NemoConverterOptions = {}, clock?: Clock): Transport {
  isolateEnvironment();
  const defaults = { baseUrl: backendUrl, webUrl, token: ownToken, configDir: temporaryFolder() };
  const transport = createTransport({ ...defaults, ...options }, clock);
  onTestFinished(() => transport.close());
  return transport;
}
