import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { Auth, Credits, Render, type Session, Sessions, State, Upload } from "../../../src/modules/index.js";
import * as answers from "../../support/answers.js";
import { mockBackend } from "../../support/mock-backend.js";
import { testTransport, webUrl } from "../../support/test-transport.js";

const backend = mockBackend();
const session: Session = { id: "sess-1", taskId: "task-1" };

/** The same data with and without its envelope. */
const forms = (envelope: { data: Record<string, unknown> }): [string, Record<string, unknown>][] => [
  ["in the envelope", { ...envelope }],
  ["bare", envelope.data],
  ["in an envelope without a code", { data: envelope.data }],
];

describe("R13 session", () => {
  it.each(forms(answers.session))("%s", async (_, answer) => {
    backend.on("POST /api/tasks/me/with-session/nemo_agent", answer);
    const made = await new Sessions(testTransport()).create();
    expect(made).toEqual({ id: "sess-1", taskId: "task-1", userId: "user-1" });
  });

  it("comes without a user id as well", async () => {
    backend.on("POST /api/tasks/me/with-session/nemo_agent", {
      code: 0,
      data: { task_id: "t", session_id: "s" },
    });
    expect(await new Sessions(testTransport()).create()).toEqual({ id: "s", taskId: "t" });
  });

  it("is told the language of the options, else of the environment", async () => {
    await new Sessions(testTransport()).create();
    await new Sessions(testTransport({ language: "zh-TW" })).create();
    expect(backend.requests.map(({ json }) => (json as { language: string }).language)).toEqual([
      "en",
      "zh-TW",
    ]);
  });
});

describe("R25 credits", () => {
  it.each(forms(answers.credits))("%s", async (_, answer) => {
    backend.on("GET /api/credits/balance/simple", answer);
    expect(await new Credits(testTransport()).balance()).toEqual({ available: 80, frozen: 20, total: 100 });
  });

  it("does without what is optional", async () => {
    backend.on("GET /api/credits/balance/simple", { available: 80 }, { available: 80, frozen: 5 });
    const credits = new Credits(testTransport());
    expect(await credits.balance()).toEqual({ available: 80, frozen: 0, total: 80 });
    expect(await credits.balance()).toEqual({ available: 80, frozen: 5, total: 85 });
  });
});

describe("R23 R26 state", () => {
  it.each([...forms(answers.state), ["one level up", { code: 0, data: answers.state.data.state }] as const])(
    "%s",
    async (_, answer) => {
      backend.on("GET /api/state/nemo_agent/me/sess-1/latest", answer);
      const state = await new State(testTransport()).get({ session });
      expect(state).toEqual({
        draft: answers.draft,
        videoInfos: [{ file: "city.mp4", duration: 10 }],
        canvasConfig: { width: 1920, height: 1080 },
        generatedMedia: [{ kind: "music", url: "https://cdn.test/lofi.mp3" }],
      });
      expect(state.raw).toEqual(answers.state.data.state);
      expect(inspect(state)).not.toContain("raw");
    },
  );

  it("of a new project has no draft, and lists that are keyed by id serve as well", async () => {
    const keyed = { state: { video_infos: { a: { file: "a" }, b: { file: "b" } }, generated_media: null } };
    backend.on(
      "GET /api/state/nemo_agent/me/sess-1/latest",
      { code: 0, data: { state: {} } },
      { code: 0, data: keyed },
    );
    const state = new State(testTransport());
    expect(await state.get({ session })).toEqual({ videoInfos: [], generatedMedia: [] });
    expect((await state.get({ session })).videoInfos).toEqual([{ file: "a" }, { file: "b" }]);
  });

  it("gives a draft that can be sent back unchanged", async () => {
    const transport = testTransport();
    const { draft } = await new State(transport).get({ session });
    await new Render(transport).submit(draft!, { session });
    expect((backend.to("POST /api/render/proxy/lambda")[0]!.json as { draft: unknown }).draft).toEqual(
      answers.draft,
    );
  });
});

describe("R24 upload by URL", () => {
  const urls = ["https://x.test/a.mp4", "https://x.test/b%20c.mov?sig=1"];
  const endpoint = "POST /api/upload-video/nemo_agent/me/sess-1";

  it("gives an entry for each URL, named by the backend or by the URL", async () => {
    backend.on(endpoint, { code: 0, data: { files: [{ file_name: "stored.mp4", bytes: 5, id: "f1" }] } });
    const stored = await new Upload(testTransport()).urls(urls, { session });
    expect(stored).toEqual([
      { name: "stored.mp4", bytes: 5, url: urls[0] },
      { name: "b c.mov", url: urls[1] },
    ]);
    expect(stored.map(({ raw }) => raw)).toEqual([{ file_name: "stored.mp4", bytes: 5, id: "f1" }, {}]);
    expect(JSON.stringify(stored)).not.toContain("f1");
  });

  it.each([[{ code: 0 }], [{ code: 0, data: {} }], [{ code: 0, data: "stored" }], [{ code: 0, data: null }]])(
    "copes with an answer of %j",
    async (answer) => {
      backend.on(endpoint, answer);
      const stored = await new Upload(testTransport()).urls(urls, { session });
      expect(stored.map(({ name }) => name)).toEqual(["a.mp4", "b c.mov"]);
    },
  );
});

describe("R29 the link to the project", () => {
  it.each(forms(answers.claimToken))("%s", async (_, answer) => {
    backend.on("POST /api/auth/claim-token", answer);
    const url = await new Auth(testTransport()).claimUrl(session);
    expect(url).toBe(`${webUrl}/workspace/claim?ct=clm_abc123`);
  });

  it("is for the shared session by default", async () => {
    await new Auth(testTransport()).claimUrl();
    expect(backend.names).toEqual([
      "POST /api/tasks/me/with-session/nemo_agent",
      "POST /api/auth/claim-token",
    ]);
    expect(backend.requests[1]!.json).toEqual({ task_id: "task-1", session_id: "sess-1" });
  });
});

describe("R27 render status", () => {
  it.each([
    ["at the top level", answers.renderCompleted],
    ["in the envelope", { code: 0, data: answers.renderCompleted }],
    ["at the top level with a code", { code: 0, ...answers.renderCompleted }],
  ])("%s", async (_, answer) => {
    backend.on("GET /api/render/proxy/lambda/render_1", answer);
    const job = await new Render(testTransport()).status("render_1");
    const url = "https://cdn.test/film.mp4?sig=s3cr3t";
    expect(job).toMatchObject({ id: "render_1", status: "completed", percent: 100, url });
  });
});
