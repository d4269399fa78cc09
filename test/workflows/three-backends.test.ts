import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { NemoConverter } from "../../src/nemo-converter.js";
import type { Progress } from "../../src/options/index.js";
import { cloudConverter, cloudMakes } from "../support/cloud.js";
import { embedded } from "../support/converters.js";
import { cameraAndFilm, ffprobeJson, sharedFolder, streamOfType } from "../support/clips.js";
import { mockBackend } from "../support/mock-backend.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const { camera, film } = await cameraAndFilm(sharedFolder());

/** What holds whoever converts. */
async function converts(nemo: NemoConverter): Promise<void> {
  const before = { bytes: await readFile(camera), times: await stat(camera) };
  const output = join(temporaryFolder(), "film.mp4");
  const progress: Progress[] = [];
  const result = await nemo.convert(camera, { output, onProgress: (each) => progress.push(each) });

  const file = await ffprobeJson(output);
  expect(streamOfType(file, "video")).toMatchObject({ codec_name: "h264", width: 640, height: 360 });
  expect(streamOfType(file, "audio")).toMatchObject({ codec_name: "aac" });
  expect(Number(file.format.duration)).toBeCloseTo(2, 1);

  expect(result).toMatchObject({ path: output, bytes: (await stat(output)).size, losses: [], sidecars: [] });
  expect(result.verification).toMatchObject({ ok: true, level: "quick" });
  expect(result.source.audio[0]).toMatchObject({ codec: "pcm_s16le" });
  expect(result.output.audio[0]).toMatchObject({ codec: "aac" });
  expect(result.reasons).toHaveLength(2);

  const percents = progress.map(({ percent }) => percent ?? NaN);
  expect(percents).toEqual([...percents].sort((a, b) => a - b));
  expect(percents.at(-1)).toBe(100);
  expect(new Set(progress.map(({ stage }) => stage))).toEqual(
    new Set(["inspect", "upload", "message", "render", "download", "verify"]),
  );

  expect(await readFile(camera)).toEqual(before.bytes);
  expect((await stat(camera)).mtimeMs).toBe(before.times.mtimeMs);
}

describe.each(embedded)("the same convert() call on the embedded backend, %s", (_where, connect) => {
  it("makes an MP4 that ffprobe agrees with", async () => {
    await converts(await connect());
  });
});

describe("the same convert() call on the cloud", () => {
  const backend = mockBackend();

  it("makes an MP4 that ffprobe agrees with", async () => {
    cloudMakes(backend, film);
    await converts(cloudConverter());
    expect(backend.names.filter((name) => !name.startsWith("GET /api/render"))).toEqual([
      "POST /api/tasks/me/with-session/nemo_agent",
      "POST /api/upload-video/nemo_agent/me/sess-1",
      "GET /api/state/nemo_agent/me/sess-1/latest",
      // R85: the ledger notes the credits before a message.
      "GET /api/credits/balance/simple",
      "POST /run_sse",
      "GET /api/state/nemo_agent/me/sess-1/latest",
      "POST /api/render/proxy/lambda",
      "GET https://cdn.test/film.mp4?sig=s3cr3t",
    ]);
  });

  it("tells the agent the spec as a sentence and as a block", async () => {
    cloudMakes(backend, film);
    await cloudConverter().convert(camera, {
      output: join(temporaryFolder(), "film.mp4"),
      request: "转换成MP4，H.264，360p",
    });
    const { new_message } = backend.to("POST /run_sse")[0]!.json as {
      new_message: { parts: { text: string }[] };
    };
    expect(new_message.parts[0]!.text).toBe(
      '转换为 MP4：H.264，360p。\n\n```json\n{\n  "video": {\n    "codec": "h264",\n    "height": 360\n  }\n}\n```',
    );
    const session = backend.to("POST /api/tasks/me/with-session/nemo_agent")[0]!.json;
    expect(session).toEqual({ task_name: "project", language: "zh" });
  });
});
