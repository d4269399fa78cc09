import { describe, expect, it } from "vitest";
import { type Environment, type NemoConverterOptions, resolveOptions } from "../../../src/options/index.js";
import { failureOf } from "../../support/failure-of.js";

const empty: Environment = { noColor: false };
const resolve = (options: NemoConverterOptions = {}, environment: Partial<Environment> = {}) =>
  resolveOptions(options, { ...empty, ...environment });

const backend = {
  baseUrl: "http://127.0.0.1:9",
  fetch: () => Promise.reject(new Error("unused")),
  token: "token-of-the-backend",
  localFiles: true,
};

describe("R10 R11 what wins: option, backend, environment, default", () => {
  it("goes to the cloud by default", () => {
    expect(resolve()).toMatchObject({
      token: undefined,
      clientId: undefined,
      baseUrl: "https://mega-api-prod.nemovideo.ai",
      webUrl: "https://nemovideo.com",
      localFiles: false,
      persistToken: true,
      configDir: undefined,
    });
  });

  it("takes the environment where nothing was said", () => {
    const resolved = resolve(
      {},
      {
        token: "token-of-the-environment",
        clientId: "id-of-the-environment",
        apiUrl: "https://api.test/",
        webUrl: "https://web.test//",
        home: "/home/me",
      },
    );
    expect(resolved.token?.reveal()).toBe("token-of-the-environment");
    expect(resolved).toMatchObject({
      clientId: "id-of-the-environment",
      baseUrl: "https://api.test",
      webUrl: "https://web.test",
      configDir: "/home/me/.config/ffmpeg-mp4-converter",
    });
  });

  it("takes the binaries of the option, else of the backend; the rest is found when it is needed", () => {
    const withBinaries = { ...backend, ffmpegPath: "/backend/ffmpeg", ffprobePath: "/backend/ffprobe" };
    const environment = { ffmpegPath: "/env/ffmpeg", ffprobePath: "/env/ffprobe" };
    expect(resolve({ ffmpegPath: "/my/ffmpeg", backend: withBinaries }, environment)).toMatchObject({
      ffmpegPath: "/my/ffmpeg",
      ffprobePath: "/backend/ffprobe",
    });
    expect(resolve({}, environment)).toMatchObject({ ffmpegPath: undefined, ffprobePath: undefined });
  });

  it("lets a backend win over the environment, and an option over both", () => {
    const environment = { token: "token-of-the-environment", apiUrl: "https://api.test", home: "/home/me" };
    const withBackend = resolve({ backend }, environment);
    expect(withBackend.token?.reveal()).toBe("token-of-the-backend");
    expect(withBackend).toMatchObject({ baseUrl: backend.baseUrl, fetch: backend.fetch, localFiles: true });
    const own = () => Promise.reject(new Error("unused"));
    const explicit = {
      backend,
      token: "my-own-token",
      baseUrl: "https://my.test",
      fetch: own,
      configDir: "/c",
    };
    const resolved = resolve(explicit, environment);
    expect(resolved.token?.reveal()).toBe("my-own-token");
    expect(resolved).toMatchObject({ baseUrl: "https://my.test", fetch: own, configDir: "/c" });
  });

  it("closes the backend that was given, and nothing else", async () => {
    let closed = 0;
    await resolve({
      backend: { ...backend, close: () => Promise.resolve(void (closed += 1)) },
    }).closeBackend();
    await resolve({ backend }).closeBackend();
    await resolve().closeBackend();
    expect(closed).toBe(1);
  });

  it("is frozen", () => {
    expect(Object.isFrozen(resolve())).toBe(true);
  });
});

describe("R13 the language", () => {
  it.each([
    [{}, {}, "en", "en", true],
    [{}, { locale: "zh_CN.UTF-8" }, "zh", "zh", true],
    [{ language: "zh-Hant-TW" }, { locale: "en_US.UTF-8" }, "zh", "zh-Hant-TW", false],
    [{ language: "fr" }, { locale: "zh_CN.UTF-8" }, "en", "fr", false],
  ] as const)(
    "%j with %j speaks %s and tells the backend %s",
    (options, environment, language, tag, isDetected) => {
      expect(resolve(options, environment)).toMatchObject({
        language,
        languageTag: tag,
        isLanguageDetected: isDetected,
      });
    },
  );
});

describe("R36 options that cannot be used", () => {
  const unusable: [string, NemoConverterOptions, Partial<Environment>, RegExp][] = [
    ["an empty token", { token: "" }, {}, /`token` \(NEMO_TOKEN\)/],
    ["a token with a line break", {}, { token: "nmv_usr_abc\ndef" }, /`token` \(NEMO_TOKEN\)/],
    ["a client id with a space", { clientId: "a b" }, {}, /`clientId` \(NEMO_CLIENT_ID\)/],
    ["a base URL that is none", { baseUrl: "mega" }, {}, /`baseUrl` \(NEMO_API_URL\)/],
    ["a base URL of another scheme", { baseUrl: "ftp://x.test" }, {}, /`baseUrl` \(NEMO_API_URL\)/],
    ["a web URL that is none", {}, { webUrl: "nemo" }, /`webUrl` \(NEMO_WEB_URL\)/],
    ["a negative time", { timing: { renderPollMs: -1 } }, {}, /timing\.renderPollMs/],
    ["a time that is none", { timing: { rateLimitMs: NaN } }, {}, /timing\.rateLimitMs/],
    ["a time no timer can hold", { timing: { idleTimeoutMs: 2 ** 31 } }, {}, /timing\.idleTimeoutMs/],
    ["a platform no header can hold", {}, { skillSource: "技能" }, /attribution\.platform.*SKILL_SOURCE/],
    ["a source with a line break", { attribution: { source: "a\nb" } }, {}, /attribution\.source/],
  ];
  it.each(unusable)("%s", async (_, options, environment, message) => {
    const error = await failureOf(() => resolve(options, environment));
    expect(error.code).toBe("invalid-request");
    expect(error.message).toMatch(message);
  });

  it("keeps a token out of the message, also one that was put in the wrong place", async () => {
    expect((await failureOf(() => resolve({ token: "s3cr3t token" }))).message).not.toContain("s3cr3t");
    const misplaced = await failureOf(() => resolve({}, { apiUrl: "nmv_usr_misplaced" }));
    expect(misplaced.message).not.toContain("misplaced");
  });
});

describe("R19 R27 R38 the times", () => {
  it("are those of the design by default", () => {
    expect(resolve().timing).toEqual({
      requestTimeoutMs: 30_000,
      messageTimeoutMs: 900_000,
      idleTimeoutMs: 600_000,
      stillWorkingMs: 120_000,
      renderPollMs: 30_000,
      renderTimeoutMs: 900_000,
      recoveryFirstMs: 30_000,
      recoveryNextMs: 60_000,
      recoveryReadings: 5,
      rateLimitMs: 30_000,
    });
  });

  it("come from the option, else from the backend, else from the default", () => {
    const { timing } = resolve({
      timing: { renderPollMs: 0, rateLimitMs: undefined },
      backend: { ...backend, timing: { renderPollMs: 200, rateLimitMs: 7, stillWorkingMs: 9 } },
    });
    expect(timing).toMatchObject({
      renderPollMs: 0,
      rateLimitMs: 7,
      stillWorkingMs: 9,
      idleTimeoutMs: 600_000,
    });
  });
});
