import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Notice } from "../../src/options/index.js";
import * as answers from "../support/answers.js";
import { cloudConverter, cloudMakes } from "../support/cloud.js";
import {
  cameraAndFilm,
  ffprobeJson,
  makeClip,
  mp4Clip,
  picture,
  sharedFolder,
  streamOfType,
  tone,
} from "../support/clips.js";
import { failureOf } from "../support/failure-of.js";
import { eventStream, json, mockBackend } from "../support/mock-backend.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const backend = mockBackend();
const clips = sharedFolder();
const { camera, film } = await cameraAndFilm(clips);

const stateEndpoint = "GET /api/state/nemo_agent/me/sess-1/latest";

describe("R49 what the cloud did not do", () => {
  it("is done here, and said", async () => {
    cloudMakes(backend, film);
    const output = join(temporaryFolder(), "small.mp4");
    const result = await cloudConverter().convert(camera, { output, spec: { video: { height: 180 } } });
    expect(streamOfType(await ffprobeJson(output), "video")).toMatchObject({ width: 320, height: 180 });
    expect(result.warnings.join()).toMatch(/did not do all that was asked \(picture size\)/);
    expect(result.verification.ok).toBe(true);
    expect(await readdir(join(output, ".."))).toEqual(["small.mp4"]);
  });

  it("is an error where it cannot be mended: the result is kept under another name", async () => {
    const short = await mp4Clip(join(clips, "short.mp4"), 1, "640x360");
    cloudMakes(backend, short);
    const folder = temporaryFolder();
    const output = join(folder, "film.mp4");
    const failure = await failureOf(cloudConverter().convert(camera, { output }));
    expect(failure.code).toBe("verification-failed");
    expect(failure.message).toContain("duration: 2 expected");
    expect(failure.details["path"]).toBe(`${output}.unverified.mp4`);
    expect(await readdir(folder)).toEqual(["film.mp4.unverified.mp4"]);
  });

  it("is an error, too, when what came does not play", async () => {
    const broken = join(clips, "broken.mp4");
    const { readFile, writeFile } = await import("node:fs/promises");
    await writeFile(broken, (await readFile(film)).subarray(0, 900));
    cloudMakes(backend, broken);
    const folder = temporaryFolder();
    const failure = await failureOf(cloudConverter().convert(camera, { output: join(folder, "film.mp4") }));
    expect(failure.code).toBe("verification-failed");
    expect(await readdir(folder)).toEqual(["film.mp4.unverified.mp4"]);
  });
});

describe("R24 a format that the cloud does not take", () => {
  it("is put into Matroska first, where ffmpeg is at hand", async () => {
    const flv = await makeClip(
      join(clips, "old.flv"),
      ...picture("640x360"),
      ...tone(2, 44_100),
      "-c:v",
      "flv",
      "-c:a",
      "libmp3lame",
    );
    cloudMakes(backend, film);
    const result = await cloudConverter().convert(flv, { output: join(temporaryFolder(), "film.mp4") });
    const body = new TextDecoder("latin1").decode(
      backend.to("POST /api/upload-video/nemo_agent/me/sess-1")[0]!.bytes,
    );
    expect(body).toContain('name="files"; filename="old.mkv"');
    expect(body).toContain("matroska");
    expect(result.warnings.join()).toContain(".flv is not taken by the backend");
  });
});

describe("R21 a session that ends after its message was taken", () => {
  it.each(["GET /api/state", "POST /api/render"])("is not begun anew when %s says so", async (endpoint) => {
    cloudMakes(backend, film);
    const gone = json({ code: 1002, message: "no session" });
    let isSent = false;
    const isRefused = () => isSent && endpoint === "GET /api/state";
    backend
      .on(stateEndpoint, () => (isRefused() ? gone.clone() : json(answers.state)))
      .on("POST /api/render/proxy/lambda", gone)
      .on("POST /run_sse", () => {
        isSent = true;
        return eventStream(answers.turnStream);
      });
    const output = join(temporaryFolder(), "film.mp4");
    const failure = await failureOf(cloudConverter().convert(camera, { output }));
    expect(failure.code).toBe("session-not-found");
    expect(backend.to("POST /run_sse")).toHaveLength(1);
    expect(backend.to("POST /api/tasks/me/with-session/nemo_agent")).toHaveLength(1);
  });
});

describe("R21 a message whose stream is cut", () => {
  it("is not sent again: the state tells that it was carried out", async () => {
    cloudMakes(backend, film);
    let isSent = false;
    backend
      .on(stateEndpoint, () => json(isSent ? answers.state : { code: 0, data: { state: { draft: null } } }))
      .on("POST /run_sse", () => {
        isSent = true;
        return eventStream('data: {"content":{"role":"model","parts":[{"text":"Tri"}]},"partial":true}\n\n');
      });
    const notices: Notice[] = [];
    const output = join(temporaryFolder(), "film.mp4");
    const result = await cloudConverter().convert(camera, { output, onNotice: (each) => notices.push(each) });
    expect(result.path).toBe(output);
    expect(backend.to("POST /run_sse")).toHaveLength(1);
    expect(notices.map(({ kind }) => kind)).toEqual(["setting-up", "recovering"]);
  });

  it("fails with outcome-unknown after 5 unchanged readings", async () => {
    cloudMakes(backend, film);
    backend
      .on(stateEndpoint, { code: 0, data: { state: { draft: null } } })
      .on("POST /run_sse", () =>
        eventStream('data: {"content":{"parts":[{"text":"Tri"}]},"partial":true}\n\n'),
      );
    const folder = temporaryFolder();
    const failure = await failureOf(cloudConverter().convert(camera, { output: join(folder, "film.mp4") }));
    expect(failure).toMatchObject({
      code: "outcome-unknown",
      charged: "unknown",
      action: { kind: "check-state" },
    });
    expect(backend.to("POST /run_sse")).toHaveLength(1);
    expect(backend.to(stateEndpoint)).toHaveLength(1 + 5);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("R21, R32 a session that is gone before the message was taken", () => {
  it("is replaced once: everything starts over in a new one", async () => {
    cloudMakes(backend, film);
    backend.on("POST /api/upload-video/nemo_agent/me/sess-1", json({ code: 1002 }), answers.upload);
    const notices: string[] = [];
    const output = join(temporaryFolder(), "film.mp4");
    await cloudConverter().convert(camera, { output, onNotice: ({ kind }) => notices.push(kind) });
    expect(backend.to("POST /api/tasks/me/with-session/nemo_agent")).toHaveLength(2);
    expect(notices).toEqual(["setting-up", "session-renewed"]);
  });

  it("is an error the second time", async () => {
    cloudMakes(backend, film);
    backend.on("POST /run_sse", json({ code: 1002, message: "no session" }));
    const failure = await failureOf(
      cloudConverter().convert(camera, { output: join(temporaryFolder(), "film.mp4") }),
    );
    expect(failure.code).toBe("session-not-found");
    expect(backend.to("POST /run_sse")).toHaveLength(2);
  });
});

describe("an agent that makes nothing", () => {
  it("is quoted in the error", async () => {
    cloudMakes(backend, film);
    backend.on(stateEndpoint, { code: 0, data: { state: { draft: null } } });
    const failure = await failureOf(
      cloudConverter().convert(camera, { output: join(temporaryFolder(), "film.mp4") }),
    );
    expect(failure.code).toBe("nothing-to-export");
    expect(failure.message).toContain("Trimmed the first 2 seconds.");
  });
});
