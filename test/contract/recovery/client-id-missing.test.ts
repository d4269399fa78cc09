import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Auth, Credits, Sessions } from "../../../src/modules/index.js";
import * as answers from "../../support/answers.js";
import { failureOf } from "../../support/failure-of.js";
import { json, mockBackend } from "../../support/mock-backend.js";
import { temporaryFolder } from "../../support/temporary-folder.js";
import { testTransport } from "../../support/test-transport.js";

const backend = mockBackend();
const endpoint = "POST /api/auth/anonymous-token";
const ids = () => backend.to(endpoint).map(({ headers }) => headers.get("x-client-id"));

describe("R36 the client id is refused", () => {
  it.each([
    ["HTTP 400", () => json({ detail: "X-Client-Id is missing" }, { status: 400 })],
    ["code 400", () => json({ code: 400, message: "X-Client-Id is missing" })],
  ])("%s: another one is made and saved, and the request repeated", async (_, refusal) => {
    const configDir = temporaryFolder();
    backend.on(endpoint, refusal(), answers.anonymousToken);
    const auth = new Auth(testTransport({ token: undefined, configDir }));
    expect(await auth.token()).toBe("nmv_usr_anonymous_1");
    const [first, second] = ids();
    expect(first).not.toBe(second);
    expect(readFileSync(join(configDir, "client_id"), "utf8")).toBe(second);
    expect(await auth.clientId()).toBe(second);
    expect(await new Auth(testTransport({ token: undefined, configDir })).token()).toBe(
      "nmv_usr_anonymous_1",
    );
    expect(ids()).toHaveLength(2);
  });

  it("only once", async () => {
    backend.on(endpoint, json({ code: 400 }, { status: 400 }));
    const error = await failureOf(new Auth(testTransport({ token: undefined })).token());
    expect(error.code).toBe("client-id-missing");
    expect(ids()).toHaveLength(2);
  });

  it("not when the user chose it", async () => {
    backend.on(endpoint, json({ code: 400 }, { status: 400 }));
    const error = await failureOf(new Auth(testTransport({ token: undefined, clientId: "my-own" })).token());
    expect(error.code).toBe("client-id-missing");
    expect(error.action.message).toContain("NEMO_CLIENT_ID");
    expect(ids()).toEqual(["my-own"]);
  });
});

describe("R36 any other 400 or 422", () => {
  it.each([400, 422])("%i is an invalid request, not repeated", async (status) => {
    backend.on("POST /api/tasks/me/with-session/nemo_agent", json({ detail: "no" }, { status }));
    backend.on("GET /api/credits/balance/simple", json({ code: status, message: "no" }));
    const transport = testTransport();
    expect(await failureOf(new Sessions(transport).create())).toMatchObject({
      code: "invalid-request",
      status,
    });
    expect((await failureOf(new Credits(transport).balance())).code).toBe("invalid-request");
    expect(backend.requests).toHaveLength(2);
  });
});
