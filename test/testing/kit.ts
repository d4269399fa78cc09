import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, onTestFinished } from "vitest";
import { NemoConverter } from "../../src/nemo-converter.js";
import type { NemoConverterOptions } from "../../src/options/index.js";
import { MockCloud, nemoHandlers, testTiming } from "../../src/testing/index.js";
import type { Clock } from "../../src/time/index.js";
import { isolateEnvironment } from "../support/isolated-environment.js";
import { temporaryFolder } from "../support/temporary-folder.js";

/** A mocked cloud behind MSW for the tests of this file, as users set it up. */
export function mockedCloud(): MockCloud {
  const cloud = new MockCloud();
  const server = setupServer(...nemoHandlers(cloud));
  beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
  afterEach(() => cloud.reset());
  afterAll(() => server.close());
  return cloud;
}

/** A converter of a registered user; `token: undefined` makes it an anonymous one. */
export function converter(options: NemoConverterOptions = {}, clock?: Clock): NemoConverter {
  isolateEnvironment();
  const nemo = new NemoConverter(
    { token: "nmv_usr_test", configDir: temporaryFolder(), timing: testTiming, ...options },
    clock,
  );
  onTestFinished(() => nemo.close());
  return nemo;
}
