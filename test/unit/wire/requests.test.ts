import * as z from "zod/mini";
import { describe, expect, it } from "vitest";
import * as wire from "../../../src/wire/later.js";

const message = {
  app_name: "nemo_agent",
  user_id: "me",
  session_id: "s",
  new_message: { parts: [{ text: "Trim it" }] },
};
const render = {
  id: "render_1735689600000",
  sessionId: "s",
  draft: { t: [] },
  output: { format: "mp4", quality: "high" },
};

describe("R61 the requests of the contract, as a backend reads them", () => {
  it.each([
    [wire.claimTokenRequest, { task_id: "t", session_id: "s" }],
    [wire.sessionRequest, { task_name: "project", language: "zh" }],
    [wire.messageRequest, message],
    [
      wire.messageRequest,
      { ...message, new_message: { role: "user", parts: [{ text: "x" }, { inlineData: {} }] } },
    ],
    [wire.uploadUrlsRequest, { urls: ["https://x.test/a.mp4"], source_type: "url" }],
    [wire.renderRequest, render],
  ])("%# is taken, with keys that nobody knows", (schema, value) => {
    expect(z.parse(schema, { ...value, extra: 1 })).toEqual({ ...value, extra: 1 });
  });

  it.each([
    [wire.messageRequest, { ...message, app_name: "other" }],
    [wire.messageRequest, { ...message, new_message: { parts: [] } }],
    [wire.uploadUrlsRequest, { urls: [], source_type: "url" }],
    [wire.uploadUrlsRequest, { urls: ["x"] }],
    [wire.renderRequest, { ...render, id: "1735689600000" }],
    [wire.renderRequest, { ...render, id: "render_../../x" }],
    [wire.renderRequest, { ...render, sessionId: undefined, session_id: "s" }],
    [wire.renderRequest, { ...render, output: { format: "mov" } }],
  ])("%# is refused", (schema, value) => {
    expect(z.safeParse(schema, value).success).toBe(false);
  });
});
