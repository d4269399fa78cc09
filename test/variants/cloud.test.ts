import { readdir } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { cameraAndFilm, sharedFolder } from "../support/clips.js";
import { cloudConverter, cloudMakes } from "../support/cloud.js";
import { mockBackend } from "../support/mock-backend.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const { camera, film } = await cameraAndFilm(sharedFolder());

describe("R52 variants on the cloud", () => {
  const backend = mockBackend();

  it("are one session and one upload, then one message and one render after the other", async () => {
    cloudMakes(backend, film);
    const output = temporaryFolder();
    const percents: number[] = [];
    const { a, b } = await cloudConverter().variants(
      camera,
      { a: { video: { codec: "h264" } }, b: { video: { height: 360, allowUpscale: true } } },
      { output, onProgress: ({ percent = NaN }) => percents.push(percent) },
    );
    expect(a.verification.ok && b.verification.ok).toBe(true);
    expect((await readdir(output)).sort()).toEqual(["camera.a.mp4", "camera.b.mp4"]);
    expect(percents).toEqual([...percents].sort((one, other) => one - other));
    expect(percents.at(-1)).toBe(100);
    const each = [
      "GET /api/state/nemo_agent/me/sess-1/latest",
      "POST /run_sse",
      "GET /api/state/nemo_agent/me/sess-1/latest",
      "POST /api/render/proxy/lambda",
      "GET https://cdn.test/film.mp4?sig=s3cr3t",
    ];
    expect(backend.names.filter((name) => !/^GET .api.(?:render|credits)/.test(name))).toEqual([
      "POST /api/tasks/me/with-session/nemo_agent",
      "POST /api/upload-video/nemo_agent/me/sess-1",
      ...each,
      ...each,
    ]);
    const { output: asked } = backend.to("POST /api/render/proxy/lambda")[0]!.json as { output: object };
    expect(asked).toEqual({ format: "mp4", quality: "high" });
  });
});
