import { describe, expect, it } from "vitest";
import { decoderThreads, encoderThreads } from "../../src/media/threads.js";

const encode = ["-map", "0:0", "-c:v:0", "libx264"];
const copy = ["-map", "0:0", "-c:v:0", "copy"];

describe("threads of ffmpeg", () => {
  it("are two a core for x264 alone on two cores", () => {
    expect(encoderThreads(undefined, encode, 2)).toEqual(["-threads", "4"]);
    expect(decoderThreads(undefined)).toEqual([]);
  });

  it("are ffmpeg's own choice on other machines, and for what is no encode by x264", () => {
    expect(encoderThreads(undefined, encode, 1)).toEqual([]);
    expect(encoderThreads(undefined, encode, 8)).toEqual([]);
    expect(encoderThreads(undefined, copy, 2)).toEqual([]);
  });

  it("are the share of one that runs beside others", () => {
    expect(encoderThreads(1, encode, 2)).toEqual(["-threads", "1"]);
    expect(decoderThreads(3)).toEqual(["-threads", "3"]);
  });
});
