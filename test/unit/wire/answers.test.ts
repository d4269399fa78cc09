import { describe, expect, it } from "vitest";
import * as wire from "../../../src/wire/later.js";
import { failureOf } from "../../support/failure-of.js";

const read = (schema: Parameters<typeof wire.parseAnswer>[0], value: unknown) =>
  wire.parseAnswer(schema, value, "GET /api/x");

describe("R39 answers are read forgivingly", () => {
  it("keeps keys that nobody knows", () => {
    expect(read(wire.anonymousTokenAnswer, { token: "t", plan: { name: "free" } })).toMatchObject({
      plan: { name: "free" },
    });
  });

  it("takes numbers that came as text, and leaves out what cannot be used", () => {
    expect(read(wire.creditsAnswer, { available: "80.5", frozen: null, total: "many" })).toEqual({
      available: 80.5,
      frozen: undefined,
      total: undefined,
    });
    expect(read(wire.sessionAnswer, { task_id: "t", session_id: "s", user_id: 5 })).toEqual({
      task_id: "t",
      session_id: "s",
      user_id: undefined,
    });
    expect(read(wire.renderStatusAnswer, { status: "pending", output: "none", progress: "x" })).toMatchObject(
      {
        status: "pending",
        output: undefined,
        progress: undefined,
      },
    );
  });

  it("keeps an error of a render in whatever form it comes", () => {
    for (const error of ["x", { message: "x" }, null, 5]) {
      expect(read(wire.renderStatusAnswer, { status: "failed", error })).toMatchObject({ error });
    }
  });
});

describe("R27 what a render that was accepted answers", () => {
  it.each([
    ["a way to end it", { cancel: "/api/render/1/cancel" }, { cancel: "/api/render/1/cancel" }],
    ["a way to somewhere else", { cancel: "https://elsewhere.example/x" }, { cancel: undefined }],
    ["its own words", { status: "accepted" }, { status: "accepted" }],
  ])("%s", (_, value, expected) => {
    expect(read(wire.renderAcceptedAnswer, value)).toEqual(expected);
  });
});

describe("R24 what an upload answers", () => {
  it.each([
    ["a list under files", { files: [{ name: "a" }, { filename: "b" }] }, [{ name: "a" }, { filename: "b" }]],
    ["a list", [{ file_name: "a" }], [{ file_name: "a" }]],
    ["one file", { name: "a", size: "5" }, [{ name: "a", size: 5 }]],
    ["nothing", {}, [{}]],
    ["a word", "stored", []],
  ])("%s", (_, value, expected) => {
    expect(read(wire.uploadAnswer, value)).toEqual(expected);
  });
});

describe("R26 what a state answers", () => {
  it.each([
    [
      "in state",
      { state: { draft: { t: [] } }, user_id: "u" },
      { state: { draft: { t: [] } }, user_id: "u" },
    ],
    ["one level up", { draft: { t: [] }, user_id: "u" }, { state: { draft: { t: [] } }, user_id: "u" }],
    ["of a new project", { state: {} }, { state: {}, user_id: undefined }],
    ["of a project without a state yet", { state: null }, { state: {}, user_id: undefined }],
    ["with one known key only", { video_infos: [] }, { state: { video_infos: [] }, user_id: undefined }],
  ])("%s", (_, value, expected) => {
    expect(read(wire.stateAnswer, value)).toEqual(expected);
  });

  it.each([[{}], [{ user_id: "u" }], [{ unrelated: 1 }], [{ state: "gone" }], [[]]])(
    "%j is no state, and does not pass for an empty project",
    async (value) => {
      const error = await failureOf(() => read(wire.stateAnswer, value));
      expect(error.code).toBe("malformed-response");
    },
  );
});

describe("R39 answers that cannot be used", () => {
  it.each([
    ["token", wire.anonymousTokenAnswer, {}],
    ["token", wire.anonymousTokenAnswer, { token: "" }],
    ["token", wire.anonymousTokenAnswer, { token: "two\nlines" }],
    ["claim_token", wire.claimTokenAnswer, { claim_token: null }],
    ["task_id", wire.sessionAnswer, { session_id: "s" }],
    ["session_id", wire.sessionAnswer, { task_id: "t", session_id: 5 }],
    ["available", wire.creditsAnswer, { total: 5 }],
    ["status", wire.renderStatusAnswer, { output: {} }],
    ["state", wire.stateAnswer, {}],
    ["(the whole answer)", wire.creditsAnswer, "<html>"],
  ])("name %s and the endpoint", async (key, schema, value) => {
    const error = await failureOf(() => read(schema, value));
    expect(error).toMatchObject({ code: "malformed-response", details: { endpoint: "GET /api/x", key } });
    expect(error.message).toBe(`GET /api/x answered with an unusable "${key}".`);
  });
});
