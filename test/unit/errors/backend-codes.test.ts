import { describe, expect, it } from "vitest";
import { type EndpointKind, findBackendCode } from "../../../src/errors/backend-codes.js";
import type { NemoErrorCode } from "../../../src/errors/index.js";

const kinds: EndpointKind[] = ["token", "session", "upload", "message", "render", "other"];

const find = (failure: { code?: number; status?: number }, kind: EndpointKind) =>
  findBackendCode(failure, kind)?.becomes;

describe("R31-R38 a code in the body means the same on every endpoint", () => {
  const everywhere: [number, NemoErrorCode][] = [
    [1001, "token-invalid"],
    [1010, "token-invalid"],
    [1011, "token-invalid"],
    [401, "token-invalid"],
    [1002, "session-not-found"],
    [2001, "insufficient-credits"],
    [4001, "unsupported-file"],
    [4002, "file-too-large"],
    [402, "export-blocked"],
    [429, "rate-limited"],
    [422, "invalid-request"],
  ];
  it.each(everywhere)("%i is %s", (code, becomes) => {
    for (const kind of kinds) expect(find({ code, status: 200 }, kind), kind).toBe(becomes);
  });
});

describe("R31-R38 the status speaks where the body is silent", () => {
  const statuses: [number, NemoErrorCode][] = [
    [401, "token-invalid"],
    [413, "file-too-large"],
    [415, "unsupported-file"],
    [402, "export-blocked"],
    [429, "rate-limited"],
    [422, "invalid-request"],
  ];
  it.each(statuses)("HTTP %i is %s", (status, becomes) => {
    for (const kind of kinds) expect(find({ status }, kind), kind).toBe(becomes);
  });
});

describe("R36 400 depends on the endpoint", () => {
  it.each([[{ code: 400, status: 200 }], [{ status: 400 }], [{ code: 400, status: 400 }]])(
    "%j",
    (failure) => {
      expect(find(failure, "token")).toBe("client-id-missing");
      for (const kind of kinds.slice(1)) expect(find(failure, kind), kind).toBe("invalid-request");
    },
  );
});

describe("R32 404 is a missing session on session paths only", () => {
  it.each([[{ code: 404, status: 200 }], [{ status: 404 }], [{ code: 404, status: 404 }]])(
    "%j",
    (failure) => {
      for (const kind of ["session", "upload", "message"] as const) {
        expect(find(failure, kind), kind).toBe("session-not-found");
      }
      for (const kind of ["token", "render", "other"] as const)
        expect(find(failure, kind), kind).toBeUndefined();
    },
  );
});

describe("R39 what stands in no row", () => {
  it("is left to the caller", () => {
    expect(find({ code: 9999, status: 200 }, "other")).toBeUndefined();
    expect(find({ status: 500 }, "render")).toBeUndefined();
    expect(find({}, "render")).toBeUndefined();
  });

  it("lets the code win over the status, and the status over a code nobody knows", () => {
    expect(find({ code: 2001, status: 401 }, "message")).toBe("insufficient-credits");
    expect(find({ code: 0, status: 401 }, "message")).toBe("token-invalid");
    expect(find({ code: 7777, status: 429 }, "message")).toBe("rate-limited");
  });
});
