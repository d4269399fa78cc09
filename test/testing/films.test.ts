import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { manualClock, MockCloud, sampleFilm, turns } from "../../src/testing/index.js";
import { cameraClip, ffprobeJson, mp4Clip, sharedFolder, streamOfType } from "../support/clips.js";
import { collect } from "../support/agent-server.js";
import { failureOf } from "../support/failure-of.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { converter, mockedCloud } from "./kit.js";

const cloud = mockedCloud();

/** A project with something to export. */
async function edited(...options: Parameters<typeof converter>) {
  const nemo = converter(...options);
  await collect(nemo.sse.send("Make a film"));
  return nemo;
}

describe("R72 testing kit: renders and downloads", () => {
  it("gives a film that plays", async () => {
    const output = join(temporaryFolder(), "film.mp4");
    const { bytes } = await (await edited()).export({ output });
    expect(bytes).toBe(sampleFilm().length);
    const film = await ffprobeJson(output);
    expect(streamOfType(film, "video")).toMatchObject({ codec_name: "h264", width: 64 });
    expect(streamOfType(film, "audio").codec_name).toBe("aac");
  });

  it("gives the bytes that it was told to", async () => {
    cloud.play({ download: { bytes: new Uint8Array([1, 2, 3]) } });
    const output = join(temporaryFolder(), "film.mp4");
    await (await edited()).export({ output });
    expect([...(await readFile(output))]).toEqual([1, 2, 3]);
  });

  it("renders slowly, with progress that rises", async () => {
    cloud.play({ render: { readings: 9 } });
    const seen: number[] = [];
    await (
      await edited()
    ).export({ onProgress: ({ percent }) => percent !== undefined && seen.push(percent) });
    expect(cloud.count("render-status")).toBe(10);
    expect(seen).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
  });

  it("fails a render once, and the client submits another", async () => {
    cloud.play({ render: { failures: 1 } });
    await (await edited()).export();
    expect(cloud.count("render")).toBe(2);
  });

  it("fails every render, and says why", async () => {
    cloud.play({ render: { failures: Infinity, error: "no space left" } });
    const error = await failureOf((await edited()).export());
    expect(error).toMatchObject({ code: "render-failed", details: { reason: "no space left" } });
  });

  it.each(["MSW", "its fetch"])(
    "cuts a download, which goes on where it stopped, through %s",
    async (way) => {
      cloud.play({ download: { cutAfterBytes: 700 } });
      const folder = temporaryFolder();
      const nemo = await edited(way === "MSW" ? {} : { fetch: cloud.fetch });
      await nemo.export({ output: join(folder, "film.mp4") });
      expect(await readFile(join(folder, "film.mp4"))).toEqual(Buffer.from(sampleFilm()));
      const ranges = cloud.requests
        .filter(({ kind }) => kind === "download")
        .map(({ headers }) => headers.get("range"));
      expect(ranges).toEqual([null, "bytes=700-"]);
      expect(await readdir(folder)).toEqual(["film.mp4"]);
    },
  );

  it("lets a signed link expire, and gives the film at the backend's own address", async () => {
    cloud.play({ download: { isLinkExpired: true } });
    const output = join(temporaryFolder(), "film.mp4");
    await (await edited()).export({ output });
    expect(await readFile(output)).toEqual(Buffer.from(sampleFilm()));
    expect(cloud.count("download")).toBe(2);
  });

  it("minds the range that is asked for beyond the end", async () => {
    const cloud = new MockCloud();
    const url = "https://films.nemo-converter.test/films/render_1";
    expect((await cloud.fetch(url, { headers: { range: "bytes=99999-" } })).status).toBe(416);
  });

  it("takes 30 s between readings of a clock that stands still", async () => {
    const clock = manualClock();
    const nemo = await edited({ timing: {} }, clock);
    const exporting = nemo.export();
    await clock.untilWaitingFor(30_000);
    expect(cloud.count("render-status")).toBe(1);
    await clock.advance(30_000);
    await exporting;
    expect(cloud.count("render-status")).toBe(2);
    expect(clock.pending).toEqual([]);
  });
});

describe("R72 testing kit: a whole conversion", () => {
  const clips = sharedFolder();
  let camera: string;
  let film: Buffer;
  beforeAll(async () => {
    camera = await cameraClip(join(clips, "camera.mov"), 1);
    film = await readFile(await mp4Clip(join(clips, "film.mp4"), 1, "640x360"));
  });

  it("is counted from the upload to the download", async () => {
    cloud.play({ turns: [turns.editsSilently()], download: { bytes: film } });
    const output = join(temporaryFolder(), "out.mp4");
    const { path } = await converter().convert(camera, { output });
    expect(path).toBe(output);
    const counted = ["session", "upload", "message", "render", "download"] as const;
    expect(counted.map((kind) => cloud.count(kind))).toEqual([1, 1, 1, 1, 1]);
    expect(cloud.uploads).toEqual([{ name: "camera.mov", bytes: new Uint8Array(await readFile(camera)) }]);
  });

  it("starts over in a new session when the first one is gone", async () => {
    cloud.play({ failures: { message: [1002] }, download: { bytes: film } });
    await converter().convert(camera, { output: join(temporaryFolder(), "out.mp4") });
    expect([cloud.count("session"), cloud.count("upload"), cloud.messages.length]).toEqual([2, 2, 1]);
  });

  it("leaves nothing behind when it fails", async () => {
    cloud.play({ failures: { message: 2001 } });
    const folder = temporaryFolder();
    await writeFile(join(folder, "in.mov"), await readFile(camera));
    const error = await failureOf(converter().convert(join(folder, "in.mov")));
    expect(error.code).toBe("insufficient-credits");
    expect(await readdir(folder)).toEqual(["in.mov"]);
  });
});
