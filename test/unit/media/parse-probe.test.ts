import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { MediaInfo } from "../../../src/conversion/index.js";
import { parseProbe } from "../../../src/media/parse-probe.js";
import type { ProbeJson } from "../../../src/media/probe-json.js";

const folder = new URL("../../fixtures/probe/", import.meta.url);
const readFixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8")) as ProbeJson;

/** What Debian's ffprobe 5.1 and the one that npm ships say of the same file. */
const builds = ["5.1", "npm"] as const;
const each = (clip: string, check: (info: MediaInfo) => void) => {
  it.each(builds)(`${clip} as ffprobe %s sees it`, (build) =>
    check(parseProbe(readFixture(`${clip}-${build}`))),
  );
};

describe("R47 what cameras and archives hold", () => {
  each("phone", (info) => {
    expect(info).toMatchObject({
      format: "mov,mp4,m4a,3gp,3g2,mj2",
      duration: 2,
      bytes: 495_792,
      tags: { title: "Holiday" },
      chapters: [
        { start: 0, end: 1, title: "Beach" },
        { start: 1, end: 2 },
      ],
      video: [
        {
          ...{ index: 0, codec: "h264", profile: "Constrained Baseline", level: 30, codecTag: "avc1" },
          ...{ width: 640, height: 360, displayWidth: 360, displayHeight: 640, rotation: 270, sar: "1:1" },
          ...{ frameRate: "30", isVariableFrameRate: false, frames: 60, pixelFormat: "yuv420p", bitDepth: 8 },
        },
      ],
      audio: [
        {
          index: 1,
          codec: "aac",
          profile: "LC",
          language: "eng",
          channels: 1,
          layout: "mono",
          sampleRate: 48_000,
        },
      ],
    });
  });

  each("film", (info) => {
    expect(info.format).toBe("matroska,webm");
    // 48 frames; its tag says 2.023, which is where they end.
    expect(info.video).toMatchObject([
      { frameRate: "24000/1001", isVariableFrameRate: false, duration: 2.002 },
    ]);
    expect(info.audio).toMatchObject([
      {
        index: 1,
        codec: "ac3",
        language: "fre",
        channels: 6,
        layout: "5.1(side)",
        dispositions: ["default"],
      },
      { index: 2, codec: "aac", language: "eng", channels: 1, dispositions: [] },
    ]);
    expect(info.subtitles).toMatchObject([
      { index: 3, codec: "subrip", language: "chi", isBitmap: false, dispositions: ["forced"] },
      { index: 4, codec: "ass", isBitmap: false },
    ]);
    expect(info.subtitles[1]).not.toHaveProperty("language");
    expect(info.chapters).toEqual([
      { start: 0, end: 1, title: "Beach" },
      { start: 1, end: 2 },
    ]);
  });

  each("broadcast", (info) => {
    expect(info.format).toBe("mpegts");
    expect(info.video).toMatchObject([
      {
        ...{ codec: "mpeg2video", fieldOrder: "tt", frameRate: "25", isVariableFrameRate: false },
        ...{ width: 720, displayWidth: 1024, displayHeight: 576, sar: "64:45" },
      },
    ]);
    expect(info.audio).toMatchObject([{ codec: "mp2" }]);
  });

  each("live", (info) => {
    expect(info).not.toHaveProperty("duration");
    expect(info.video[0]).not.toHaveProperty("duration");
    expect(info.video).toMatchObject([{ codec: "vp8" }]);
    expect(info.audio).toMatchObject([{ codec: "vorbis", sampleRate: 44_100 }]);
  });

  each("hdr", (info) => {
    expect(info.video).toMatchObject([
      {
        ...{ codec: "hevc", profile: "Main 10", hdr: "hdr10", bitDepth: 10, codecTag: "hvc1" },
        color: { primaries: "bt2020", transfer: "smpte2084", matrix: "bt2020nc", range: "tv" },
      },
    ]);
  });

  each("camera", (info) => {
    expect(info.video).toMatchObject([
      { codec: "prores", profile: "4444", pixelFormat: "yuva444p12le", bitDepth: 12 },
    ]);
    expect(info.audio).toMatchObject([{ codec: "pcm_s24le", channels: 1 }]);
  });

  each("song", (info) => {
    expect(info.video).toMatchObject([{ codec: "mjpeg", dispositions: ["attached_pic"] }]);
    expect(info.audio).toMatchObject([{ codec: "mp3" }]);
  });

  each("vfr", (info) => {
    expect(info.video).toMatchObject([{ isVariableFrameRate: true, frames: 120 }]);
  });

  each("screen", (info) => {
    expect(info.video).toMatchObject([{ codec: "ffv1", pixelFormat: "bgr0", bitDepth: 8, frameRate: "30" }]);
    expect(info.audio).toEqual([]);
  });

  it("both builds are read alike, but for what only one of them says", () => {
    const clips = readdirSync(folder).flatMap((name) => /^(.+)-npm\.json$/.exec(name)?.[1] ?? []);
    expect(clips).toHaveLength(9);
    for (const clip of clips) {
      const [debian, npm] = builds.map((build) => parseProbe(readFixture(`${clip}-${build}`))) as [
        MediaInfo,
        MediaInfo,
      ];
      const comparable = ({ format, audio, subtitles, chapters, video }: MediaInfo) => ({
        ...{ format, audio, subtitles, chapters },
        video: video.map(({ color, ...others }) => others),
      });
      expect(comparable(npm), clip).toEqual(comparable(debian));
    }
  });

  it("the fixtures name no machine", () => {
    for (const name of readdirSync(folder).filter((file) => file.endsWith(".json"))) {
      expect(readFileSync(new URL(name, folder), "utf8")).not.toMatch(
        /"filename"|\/(?:home|root|tmp|work)\//,
      );
    }
  });
});
