import { describe, expect, it, vi } from "vitest";
import { readEnvironment } from "../../../src/options/index.js";
import { isolateEnvironment } from "../../support/isolated-environment.js";

describe("R10 R11 R14 the environment", () => {
  it("is read by these names", () => {
    isolateEnvironment({
      NEMO_TOKEN: "t",
      NEMO_API_URL: "a",
      NEMO_WEB_URL: "w",
      NEMO_CLIENT_ID: "c",
      SKILL_SOURCE: "s",
      FFMPEG_PATH: "f",
      FFPROBE_PATH: "p",
      PATH: "/bin",
      LANG: "zh_CN.UTF-8",
      HOME: "/home/me",
      NO_COLOR: "1",
    });
    expect(readEnvironment()).toEqual({
      token: "t",
      apiUrl: "a",
      webUrl: "w",
      clientId: "c",
      skillSource: "s",
      ffmpegPath: "f",
      ffprobePath: "p",
      path: "/bin",
      locale: "zh_CN.UTF-8",
      home: "/home/me",
      noColor: true,
    });
  });

  it("counts an empty or blank variable as unset, and trims the others", () => {
    isolateEnvironment({
      NEMO_TOKEN: "",
      NEMO_CLIENT_ID: "  ",
      NEMO_API_URL: " https://x.test \n",
      NO_COLOR: "",
    });
    expect(readEnvironment()).toMatchObject({
      token: undefined,
      clientId: undefined,
      apiUrl: "https://x.test",
      noColor: false,
    });
  });

  it("prefers LC_ALL to LC_MESSAGES to LANG", () => {
    isolateEnvironment({ LANG: "en", LC_MESSAGES: "fr", LC_ALL: "zh" });
    expect(readEnvironment().locale).toBe("zh");
    vi.stubEnv("LC_ALL", "");
    expect(readEnvironment().locale).toBe("fr");
  });

  it("is empty where there is no process", () => {
    vi.stubGlobal("process", undefined);
    try {
      expect(readEnvironment()).toMatchObject({ token: undefined, home: undefined, noColor: false });
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
