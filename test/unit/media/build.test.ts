import { describe, expect, it } from "vitest";
import { parseBuild, readBuild } from "../../../src/media/build.js";

// The banners of both builds at hand, shortened.
const debian = `ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026 the FFmpeg developers
  built with gcc 12 (Debian 12.2.0-14+deb12u1)
  configuration: --prefix=/usr --extra-version=0+deb12u1 --toolchain=hardened --enable-gpl
  libavutil      57. 28.100 / 57. 28.100
  libavcodec     59. 37.100 / 59. 37.100
  libavfilter     8. 44.100 /  8. 44.100
  libswscale      6.  7.100 /  6.  7.100
`;
const npm = `ffmpeg version N-47683-g0e8eb07980-static https://johnvansickle.com/ffmpeg/  Copyright (c) 2000-2018 the FFmpeg developers
  built with gcc 6.3.0 (Debian 6.3.0-18+deb9u1) 20170516
  configuration: --enable-gpl --enable-version3 --enable-static --disable-debug --disable-ffplay
  libavutil      56. 24.101 / 56. 24.101
  libavcodec     58. 42.100 / 58. 42.100
  libavfilter     7. 46.101 /  7. 46.101
  libswscale      5.  4.100 /  5.  4.100
`;
const debianEncoders = `Encoders:
 V..... = Video
 A..... = Audio
 S..... = Subtitle
 .F.... = Frame-level multithreading
 ------
 V....D libaom-av1           libaom AV1 (codec av1)
 V..... libsvtav1            SVT-AV1(Scalable Video Technology for AV1) encoder (codec av1)
 V....D libx264              libx264 H.264 / AVC / MPEG-4 AVC / MPEG-4 part 10 (codec h264)
 VFS..D ffv1                 FFmpeg video codec #1
 A..... aac                  AAC (Advanced Audio Coding)
 S..... mov_text             3GPP Timed Text subtitle
`;
const npmEncoders = `Encoders:
 ------
 V..X.. libaom-av1           libaom AV1 (codec av1)
 V..... libx264              libx264 H.264 / AVC / MPEG-4 AVC / MPEG-4 part 10 (codec h264)
 A..... aac                  AAC (Advanced Audio Coding)
`;

describe("R63 what a build says of itself", () => {
  it("Debian's 5.1", () => {
    const build = parseBuild("/usr/bin/ffmpeg", debian, debianEncoders);
    expect(build).toMatchObject({ path: "/usr/bin/ffmpeg", version: "5.1.9-0+deb12u1", hasFpsMode: true });
    expect([...build.encoders]).toEqual(
      expect.arrayContaining(["libaom-av1", "libsvtav1", "libx264", "ffv1", "aac", "mov_text"]),
    );
    expect(build.encoders.has("h264")).toBe(false);
  });

  it("the one of 2018 that npm ships", () => {
    const build = parseBuild("/x/ffmpeg", npm, npmEncoders);
    expect(build).toMatchObject({ version: "N-47683-g0e8eb07980-static", hasFpsMode: false });
    expect([...build.encoders]).toEqual(["libaom-av1", "libx264", "aac"]);
  });

  it.each([
    ["8. 44.100", true],
    ["8. 43.100", false],
    ["8.  9.100", false],
    ["9.  0.100", true],
    ["10. 4.100", true],
    ["7.110.100", false],
  ])("libavfilter %s has -fps_mode: %s", (version, has) => {
    const banner = debian.replace(/libavfilter.*/, `libavfilter     ${version} / ${version}`);
    expect(parseBuild("x", banner, "").hasFpsMode).toBe(has);
  });

  it.each([[""], ["command not found"]])("%j is an unknown one, taken for old", (banner) => {
    expect(parseBuild("x", banner, "")).toEqual({
      path: "x",
      version: "unknown",
      hasFpsMode: false,
      encoders: new Set(),
    });
  });

  it("asks the real one, once", async () => {
    const build = await readBuild();
    expect(build.version).not.toBe("unknown");
    expect([...build.encoders]).toEqual(expect.arrayContaining(["libx264", "aac"]));
    expect(await readBuild()).toBe(build);
  });
});
