import { describe, expect, it } from "vitest";
import { type BackendFailure, type FailureContext, mapBackendError } from "../../../src/errors/index.js";

const map = (failure: Partial<BackendFailure>, context: Partial<FailureContext> = {}) =>
  mapBackendError(
    { endpoint: "GET /api/x", kind: "other", ...failure },
    { isAnonymous: true, webUrl: "https://nemovideo.com", language: "en", ...context },
  );

describe("R33 no credits", () => {
  it("sends an anonymous user to the registration that keeps the project", () => {
    const { action, isRetryable } = map({ code: 2001 }, { bindId: "user 1&x" });
    expect(action.kind).toBe("register");
    expect(action.url).toBe("https://nemovideo.com/register?bind=user%201%26x");
    expect(action.message).toContain(action.url);
    expect(isRetryable).toBe(false);
  });

  it("leaves the id out where no answer named one", () => {
    expect(map({ code: 2001 }).action.url).toBe("https://nemovideo.com/register");
  });

  it("tells a registered user to top up", () => {
    const { action } = map({ code: 2001 }, { isAnonymous: false });
    expect(action).toMatchObject({ kind: "top-up", url: "https://nemovideo.com" });
  });

  it("speaks Chinese", () => {
    expect(map({ code: 2001 }, { language: "zh" }).action.message).toMatch(/^请注册/);
    expect(map({ code: 2001 }, { language: "zh", isAnonymous: false }).action.message).toMatch(/^请充值/);
  });
});

describe("R30 R37 an export that the plan blocks", () => {
  it("uses the mission's own words", () => {
    expect(map({ status: 402, kind: "render" }).action).toEqual({
      kind: "register",
      message: "Register or upgrade your plan to unlock export.",
      url: "https://nemovideo.com/register",
    });
    const registered = map({ code: 402 }, { isAnonymous: false, language: "zh" });
    expect(registered.action).toEqual({
      kind: "upgrade",
      message: "请注册或升级套餐以解锁导出。",
      url: "https://nemovideo.com",
    });
    expect(registered.message).toContain("not a matter of credits");
  });
});

describe("R31 a token that is refused", () => {
  it("of one's own is to be checked; of an anonymous one there is nothing to check", () => {
    expect(map({ code: 1001 }, { isAnonymous: false }).action.message).toMatch(/^Check the token/);
    expect(map({ code: 1001 }).action.message).toMatch(/^The anonymous token was refused/);
    expect(map({ code: 1001 }, { language: "zh" }).action.message).toMatch(/^匿名令牌被拒绝/);
  });
});

describe("R34 R35 files that are refused", () => {
  it("lists the supported formats", () => {
    for (const format of "mp4 mov avi webm mkv jpg png gif webp mp3 wav m4a aac".split(" ")) {
      expect(map({ code: 4001, kind: "upload" }).action.message).toContain(format);
    }
  });

  it("suggests to compress or trim", () => {
    const { action } = map({ code: 4002, kind: "upload" });
    expect(action.kind).toBe("shorten");
    expect(action.message).toMatch(/compress or trim/i);
  });
});

describe("R39 failures without a row", () => {
  it("names the unknown code and is not retried", () => {
    const error = map({ code: 5005, status: 200, message: "out of cheese" });
    expect(error).toMatchObject({
      code: "backend-error",
      backendCode: 5005,
      status: 200,
      isRetryable: false,
    });
    expect(error.message).toBe(
      "The backend answered GET /api/x with the unknown code 5005. The backend said: out of cheese",
    );
    expect(error.details).toEqual({ endpoint: "GET /api/x", backendMessage: "out of cheese" });
  });

  it.each([500, 502, 503, 504, 408])("takes HTTP %i for passing", (status) => {
    const error = map({ status });
    expect(error).toMatchObject({ code: "backend-error", isRetryable: true, status });
    expect(error.action.kind).toBe("retry");
  });

  it.each([302, 403, 404, 418])("does not take HTTP %i for passing", (status) => {
    expect(map({ status })).toMatchObject({ code: "backend-error", isRetryable: false });
  });

  it("keeps what the backend asked for", () => {
    expect(map({ status: 429, retryAfterMs: 7000 }).details["retryAfterMs"]).toBe(7000);
  });

  it("gives no backend code for a body that says 0", () => {
    expect(map({ code: 0, status: 500 })).not.toHaveProperty("backendCode");
  });
});
