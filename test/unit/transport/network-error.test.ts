import { describe, expect, it } from "vitest";
import { Redactor } from "../../../src/errors/index.js";
import { networkError } from "../../../src/transport/later.js";

const make = (error: unknown) => networkError(error, "GET /api/x", new Redactor());
const withCode = (code: string, message = `connect ${code} 127.0.0.1:9`) =>
  Object.assign(new Error(message), { code });

describe("R39 whether a request can have arrived", () => {
  it.each([
    "ECONNREFUSED",
    "ENOTFOUND",
    "EAI_AGAIN",
    "EHOSTUNREACH",
    "ENETUNREACH",
    "UND_ERR_CONNECT_TIMEOUT",
  ])("not after %s", (code) => {
    expect(make(withCode(code)).details).toMatchObject({ systemCode: code, wasSent: false });
  });

  it.each(["ECONNRESET", "EPIPE", "ETIMEDOUT", "UND_ERR_SOCKET"])("perhaps after %s", (code) => {
    expect(make(withCode(code)).details).toMatchObject({ systemCode: code, wasSent: true });
  });

  it("perhaps when nobody knows", () => {
    expect(make(new Error("odd")).details).toEqual({
      endpoint: "GET /api/x",
      systemCode: undefined,
      wasSent: true,
    });
  });
});

describe("R39 the reason of a failed connection", () => {
  it("is found where fetch hides it", () => {
    const hidden = new TypeError("fetch failed", { cause: withCode("ECONNREFUSED") });
    expect(make(hidden).message).toBe("GET /api/x failed: connect ECONNREFUSED 127.0.0.1:9");
    const both = new AggregateError([withCode("ENETUNREACH"), withCode("ECONNREFUSED")], "");
    expect(make(new TypeError("fetch failed", { cause: both })).details["systemCode"]).toBe("ENETUNREACH");
  });

  it("is said even of what is no error", () => {
    expect(make("it broke").message).toBe("GET /api/x failed: it broke");
    expect(make(undefined).message).toBe("GET /api/x failed: the connection failed");
  });

  it("does not end in a circle", () => {
    const circle = new Error("round");
    circle.cause = circle;
    expect(make(circle).message).toBe("GET /api/x failed: round");
  });

  it("is safe to print", () => {
    const error = make(withCode("EPIPE", "sent authorization: Bearer nmv_usr_secret"));
    expect(error.message).not.toContain("secret");
    expect((error.cause as Error).message).not.toContain("secret");
    expect(error.isRetryable).toBe(true);
  });
});
