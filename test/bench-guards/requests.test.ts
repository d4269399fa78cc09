import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Credits, Upload } from "../../src/modules/index.js";
import { session } from "../support/agent-server.js";
import { cameraClip, mp4Clip, sharedFolder } from "../support/clips.js";
import { cloudConverter, cloudMakes } from "../support/cloud.js";
import { mockBackend } from "../support/mock-backend.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { testTransport } from "../support/test-transport.js";
import { CountedClock } from "./counted-clock.js";

const backend = mockBackend();
const clips = sharedFolder();

describe("R27 the requests of a whole conversion", () => {
  it("are these and no others", async () => {
    const camera = await cameraClip(join(clips, "camera.mov"));
    cloudMakes(backend, await mp4Clip(join(clips, "film.mp4"), 2, "640x360"));
    await cloudConverter().convert(camera, { output: join(temporaryFolder(), "out.mp4") });
    const render = /^GET \/api\/render\/proxy\/lambda\/render_.*/;
    expect(backend.names.map((name) => name.replace(render, "GET a render's status"))).toEqual([
      "POST /api/tasks/me/with-session/nemo_agent",
      "POST /api/upload-video/nemo_agent/me/sess-1",
      "GET /api/state/nemo_agent/me/sess-1/latest",
      "GET /api/credits/balance/simple",
      "POST /run_sse",
      "GET /api/state/nemo_agent/me/sess-1/latest",
      "POST /api/render/proxy/lambda",
      "GET a render's status",
      "GET a render's status",
      "GET https://cdn.test/film.mp4?sig=s3cr3t",
    ]);
  });
});

describe("R24 an upload", () => {
  it.each([1, 100_000])("of %i bytes is one request with less than 1 kB beside them", async (size) => {
    const path = join(temporaryFolder(), "clip.mp4");
    writeFileSync(path, Buffer.alloc(size, 7));
    await new Upload(testTransport()).file(path, { session });
    expect(backend.names).toEqual(["POST /api/upload-video/nemo_agent/me/sess-1"]);
    const sent = backend.requests[0]!.bytes.length;
    expect(sent).toBeGreaterThan(size);
    expect(sent - size).toBeLessThan(1000);
  });
});

describe("R39 a small request", () => {
  it("is one exchange and one timer, which is gone afterwards", async () => {
    const clock = new CountedClock();
    const credits = new Credits(testTransport({}, clock));
    for (let each = 0; each < 5; each += 1) await credits.balance();
    expect(backend.requests).toHaveLength(5);
    expect(clock).toMatchObject({ set: 5, open: 0 });
  });
});
