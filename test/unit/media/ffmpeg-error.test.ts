import { describe, expect, it } from "vitest";
import { ffmpegError } from "../../../src/media/ffmpeg-error.js";

const failed = (errors: string, code: number | null = 1, signal: NodeJS.Signals | null = null) =>
  ffmpegError("ffmpeg", "/films/a.mov", {
    code,
    signal,
    errors,
    output: "",
    wasAborted: false,
    isOverfull: false,
  });

describe("R48 R63 what ffmpeg says becomes an error with a name", () => {
  it.each([
    ["av_interleaved_write_frame(): No space left on device", "disk-full"],
    ["out.mp4: Disk quota exceeded", "disk-full"],
    [
      "[mov,mp4,m4a,3gp,3g2,mj2 @ 0x5581] moov atom not found\na.mov: Invalid data found when processing input",
      "source-damaged",
    ],
    ["a.mp4: Invalid data found when processing input", "not-media"],
    ["[mp3 @ 0x1] Failed to find two consecutive MPEG audio frames.", "not-media"],
    ["Could not find codec parameters for stream 0", "not-media"],
    ["[hls @ 0x1] Format not on whitelist 'mov,mp4'", "not-media"],
    ["[http @ 0x1] Protocol 'http' not on whitelist 'file'!", "not-media"],
    ["[mov @ 0x1] Encryption info not found", "source-encrypted"],
    ["Unknown encoder 'libx265'", "ffmpeg-missing"],
    ["[AVFilterGraph @ 0x1] No such filter: 'zscale'", "ffmpeg-missing"],
    ["/films/a.mov: No such file or directory", "source-missing"],
    ["Conversion failed!", "ffmpeg-failed"],
    ["", "ffmpeg-failed"],
  ])("%s", (errors, code) => {
    const error = failed(errors);
    expect(error.code).toBe(code);
    expect(error.message).toContain("/films/a.mov");
    expect(error.details).toMatchObject({ file: "/films/a.mov", exitCode: 1 });
  });

  it("the cause that says most wins, wherever it stands", () => {
    const lines =
      "a.mov: Invalid data found when processing input\nav_write: No space left on device\nConversion failed!";
    expect(failed(lines).code).toBe("disk-full");
  });

  it("an unknown failure shows the exit code and the last lines, where the cause is", () => {
    const lines = Array.from({ length: 40 }, (_, at) => `line ${at}`).join("\n\n");
    const { message, details } = failed(`${lines}\n`, 234);
    expect(message).toContain("exit code 234");
    expect(message).toContain("line 39");
    expect(message).not.toContain("line 30");
    expect((details["stderr"] as string).split("\n")).toHaveLength(5);
    expect(failed("").message).toContain("it said nothing");
  });

  it("E71 a killed run is a failure, whatever it said before", () => {
    const error = failed("moov atom not found", null, "SIGKILL");
    expect(error.code).toBe("ffmpeg-failed");
    expect(error.message).toContain("SIGKILL");
    expect(error.details).toMatchObject({ signal: "SIGKILL", exitCode: null });
  });
});
