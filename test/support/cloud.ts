import { readFile } from "node:fs/promises";
import { NemoConverter } from "../../src/nemo-converter.js";
import type { NemoConverterOptions } from "../../src/options/index.js";
import { onTestFinished } from "vitest";
import * as answers from "./answers.js";
import { isolateEnvironment } from "./isolated-environment.js";
import { eventStream, json, type MockBackend } from "./mock-backend.js";
import { backendUrl, ownToken, webUrl } from "./test-transport.js";

/** A converter of a registered user on the mocked cloud, whose polls do not wait for half a minute. */
export function cloudConverter(options: NemoConverterOptions = {}): NemoConverter {
  isolateEnvironment();
  const nemo = new NemoConverter({
    baseUrl: backendUrl,
    webUrl,
    token: ownToken,
    ...options,
    timing: { renderPollMs: 5, recoveryFirstMs: 5, recoveryNextMs: 5, ...options.timing },
  });
  onTestFinished(() => nemo.close());
  return nemo;
}

const emptyState = {
  code: 0,
  data: { state: { draft: null, video_infos: [], canvas_config: {}, generated_media: [] } },
};

/** Lets the mocked cloud make `film` of whatever it is given: no draft before the message, one after it. */
export function cloudMakes(backend: MockBackend, film: string): void {
  let hasDraft = false;
  backend
    .on("GET /api/state/nemo_agent/me/sess-1/latest", () => json(hasDraft ? answers.state : emptyState))
    .on("POST /run_sse", () => {
      hasDraft = true;
      return eventStream(answers.turnStream);
    })
    .on("POST /api/render/proxy/lambda", (request) => {
      const { id } = request.json as { id: string };
      backend.on(
        `GET /api/render/proxy/lambda/${id}`,
        { status: "processing", progress: 40 },
        answers.renderCompleted,
      );
      return json(answers.renderAccepted);
    })
    .on("GET https://cdn.test/film.mp4?sig=s3cr3t", async () => new Response(await readFile(film)));
}
