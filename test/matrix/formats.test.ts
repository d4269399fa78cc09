import { describe, expect, it } from "vitest";
import { lavfi, workshop } from "../support/convert-clip.js";
import { readFile } from "node:fs/promises";

const { clip, convert } = workshop();
const picture = (size = "352x288", rate = "25") => lavfi(`testsrc2=size=${size}:rate=${rate}:duration=1`);
const tone = lavfi("sine=frequency=440:sample_rate=48000:duration=1,aformat=channel_layouts=stereo");
const h264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"];

/** What the devices and programs of thirty years write. */
const formats: [string, string, string[]][] = [
  [
    "MTS of an AVCHD camera",
    "clip.mts",
    [...picture("1920x1080"), ...tone, ...h264, "-flags", "+ilme+ildct", "-c:a", "ac3", "-f", "mpegts"],
  ],
  [
    "MXF of a broadcaster",
    "clip.mxf",
    [...picture("720x576"), ...tone, "-c:v", "mpeg2video", "-b:v", "5M", "-c:a", "pcm_s16le", "-ar", "48000"],
  ],
  ["MOV of an editor", "clip.mov", [...picture(), ...tone, "-c:v", "prores_ks", "-c:a", "pcm_s16le"]],
  [
    "AVI with Xvid and MP3",
    "clip.avi",
    [...picture(), ...tone, "-c:v", "mpeg4", "-vtag", "XVID", "-c:a", "libmp3lame"],
  ],
  ["WMV", "clip.wmv", [...picture(), ...tone, "-c:v", "wmv2", "-b:v", "800k", "-c:a", "wmav2"]],
  [
    "FLV",
    "clip.flv",
    [...picture(), ...tone, "-c:v", "flv1", "-b:v", "800k", "-ar", "44100", "-c:a", "libmp3lame"],
  ],
  ["RealMedia", "clip.rm", [...picture(), ...tone, "-c:v", "rv20", "-b:v", "800k", "-c:a", "ac3"]],
  [
    "MPG",
    "clip.mpg",
    [...picture(), ...tone, "-c:v", "mpeg2video", "-b:v", "2M", "-c:a", "mp2", "-f", "vob"],
  ],
  ["TS", "clip.ts", [...picture(), ...tone, "-c:v", "mpeg2video", "-b:v", "2M", "-c:a", "mp2"]],
  ["3GP of an old phone", "clip.3gp", [...picture(), ...tone, "-c:v", "h263", "-c:a", "aac"]],
  [
    "WebM",
    "clip.webm",
    [
      ...picture(),
      ...tone,
      "-c:v",
      "libvpx-vp9",
      "-deadline",
      "realtime",
      "-cpu-used",
      "8",
      "-c:a",
      "libopus",
    ],
  ],
  ["MKV", "clip.mkv", [...picture(), ...tone, "-c:v", "mpeg4", "-c:a", "flac"]],
  ["OGV", "clip.ogv", [...picture(), ...tone, "-c:v", "libtheora", "-c:a", "libvorbis"]],
  ["GIF", "clip.gif", [...lavfi("testsrc2=size=160x120:rate=10:duration=1")]],
];

describe("R47 one call makes of it an MP4 that a browser plays", () => {
  it.each(formats)("%s", async (_, name, args) => {
    const source = await clip(name, ...args);
    const before = await readFile(source);
    const { result, streams, video } = await convert(source);
    expect(result.verification).toMatchObject({ ok: true, level: "quick" });
    expect(video).toMatchObject({ codec_name: "h264", pix_fmt: "yuv420p", codec_tag_string: "avc1" });
    expect(["High", "Main", "Constrained Baseline"]).toContain(video["profile"]);
    expect(Number(video["level"])).toBeLessThanOrEqual(51);
    const sounds = streams.filter(({ codec_type }) => codec_type === "audio");
    expect(sounds.map(({ codec_name }) => codec_name)).toEqual(
      name === "clip.gif" ? [] : [name === "clip.avi" || name === "clip.flv" ? "mp3" : "aac"],
    );
    expect(result.output.duration).toBeGreaterThan(0.9);
    expect(result.output.duration).toBeLessThan(1.25);
    const bytes = await readFile(result.path);
    expect(bytes.indexOf("moov")).toBeLessThan(bytes.indexOf("mdat"));
    expect(await readFile(source)).toEqual(before);
  });
});
