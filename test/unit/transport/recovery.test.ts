import { describe, expect, it } from "vitest";
import { NemoError, type NemoErrorCode, type NemoErrorOptions } from "../../../src/errors/index.js";
import { defaultTiming } from "../../../src/options/resolve-options.js";
import { type Attempts, decideRecovery, parseRetryAfter } from "../../../src/transport/recovery.js";

function decide(
  [code, options]: [NemoErrorCode, NemoErrorOptions?],
  attempts: Partial<Attempts> = {},
  isRepeatable = true,
) {
  const all = { renewals: 0, rateLimits: 0, failures: 0, ...attempts };
  return decideRecovery(new NemoError(code, "x", options), all, { isRepeatable }, defaultTiming, () => 0.5);
}

const giveUp = { step: "give-up" };
const asked = (ms: number) => ({ step: "wait", ms, isAskedFor: true });

describe("R31 a refused token", () => {
  it("is renewed once, also where repeating is not harmless: it was not taken", () => {
    expect(decide(["token-invalid"], {}, false)).toEqual({ step: "renew-token" });
    expect(decide(["token-invalid"], { renewals: 1 })).toEqual(giveUp);
  });
});

describe("R38 a rate limit", () => {
  it("is waited for once: as long as was asked, else 30 s", () => {
    expect(decide(["rate-limited"], {}, false)).toEqual(asked(30_000));
    expect(decide(["rate-limited", { details: { retryAfterMs: 7000 } }])).toEqual(asked(7000));
    expect(decide(["rate-limited", { details: { retryAfterMs: 0 } }])).toEqual(asked(0));
    expect(decide(["rate-limited"], { rateLimits: 1 })).toEqual(giveUp);
  });

  it("is left to the caller when it is for longer than five minutes", () => {
    expect(decide(["rate-limited", { details: { retryAfterMs: 300_000 } }])).toEqual(asked(300_000));
    expect(decide(["rate-limited", { details: { retryAfterMs: 300_001 } }])).toEqual(giveUp);
  });
});

describe("R39 a failed connection or a passing fault", () => {
  it("is tried again twice, ever later, where repeating is harmless", () => {
    expect(decide(["network"])).toEqual({ step: "wait", ms: 250, isAskedFor: false });
    expect(decide(["network"], { failures: 1 })).toEqual({ step: "wait", ms: 500, isAskedFor: false });
    expect(decide(["network"], { failures: 2 })).toEqual(giveUp);
    expect(decide(["backend-error", { isRetryable: true }])).toMatchObject({ step: "wait" });
  });

  it("is not tried again where it is not", () => {
    expect(decide(["network"], {}, false)).toEqual(giveUp);
    expect(decide(["network", { details: { wasSent: true } }], {}, false)).toEqual(giveUp);
    expect(decide(["backend-error", { isRetryable: true }], {}, false)).toEqual(giveUp);
    expect(decide(["backend-error"])).toEqual(giveUp);
  });

  it("is tried again everywhere when the connection was never made", () => {
    expect(decide(["network", { details: { wasSent: false } }], {}, false)).toMatchObject({ step: "wait" });
  });

  it("waits as long as was asked", () => {
    const maintenance = { isRetryable: true, status: 503, details: { retryAfterMs: 2000 } };
    expect(decide(["backend-error", maintenance])).toEqual(asked(2000));
    const long = { isRetryable: true, details: { retryAfterMs: 3_600_000 } };
    expect(decide(["backend-error", long])).toEqual(giveUp);
  });
});

describe("R39 what no repeat can mend", () => {
  const hopeless: NemoErrorCode[] = [
    "session-not-found",
    "insufficient-credits",
    "export-blocked",
    "unsupported-file",
    "file-too-large",
    "client-id-missing",
    "malformed-response",
    "timeout",
    "aborted",
    "closed",
    "invalid-request",
  ];
  it.each(hopeless)("%s", (code) => {
    expect(decide([code])).toEqual(giveUp);
  });
});

describe("R38 Retry-After", () => {
  const now = Date.UTC(2030, 0, 1);
  it.each([
    ["7", 7000],
    ["0", 0],
    ["1.5", 1500],
    ["Tue, 01 Jan 2030 00:01:00 GMT", 60_000],
    ["Mon, 31 Dec 2029 23:59:00 GMT", 0],
    ["-5", undefined],
    ["soon", undefined],
    ["", undefined],
    [" ", undefined],
    [null, undefined],
  ])("%j is %s ms", (header, ms) => {
    expect(parseRetryAfter(header, now)).toBe(ms);
  });
});
