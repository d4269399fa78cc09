import { describe, expect, it } from "vitest";
import type { NemoErrorCode } from "../../src/errors/index.js";
import type { NemoConverter } from "../../src/nemo-converter.js";
import type { MockFailure, RequestKind } from "../../src/testing/index.js";
import { failureOf } from "../support/failure-of.js";
import { collect } from "../support/agent-server.js";
import { converter, mockedCloud } from "./kit.js";

const cloud = mockedCloud();

const draft = { t: [{ tt: 0, sg: [{ d: 1000 }] }] };
const film = { name: "clip.mp4", size: 4, open: () => new Blob(["film"]).stream() };

/** One request of each kind, through the client. */
const asks: Record<Exclude<RequestKind, "download">, (nemo: NemoConverter) => Promise<unknown>> = {
  token: (nemo) => nemo.auth.token(),
  claim: (nemo) => nemo.auth.claimUrl(),
  session: (nemo) => nemo.session.create(),
  message: async (nemo) => {
    const { error } = await collect(nemo.sse.send("Trim it"));
    if (error) throw error;
  },
  upload: (nemo) => nemo.upload.file(film),
  credits: (nemo) => nemo.credits.balance(),
  state: (nemo) => nemo.state.get(),
  render: (nemo) => nemo.render.submit(draft),
  "render-status": (nemo) => nemo.render.status("render_1"),
};

const cases: [kind: keyof typeof asks, failure: MockFailure, code: NemoErrorCode][] = [
  ["credits", 1001, "token-invalid"],
  ["message", 1002, "session-not-found"],
  ["state", 1002, "session-not-found"],
  ["message", 2001, "insufficient-credits"],
  ["upload", 4001, "unsupported-file"],
  ["upload", 4002, "file-too-large"],
  ["token", 400, "client-id-missing"],
  ["render", 402, "export-blocked"],
  ["credits", 429, "rate-limited"],
  ["message", 429, "rate-limited"],
  ["session", 500, "backend-error"],
  ["render", 502, "backend-error"],
  ["claim", 502, "backend-error"],
  ["render-status", 402, "export-blocked"],
  ["message", "network", "network"],
];

describe("R72 testing kit: every refusal of the backend", () => {
  it.each(cases)("lets %s fail with %s, which the client tells as %s", async (kind, failure, code) => {
    cloud.play({ failures: { [kind]: failure } });
    const nemo = converter(kind === "token" ? { token: undefined } : {});
    const error = await failureOf(asks[kind](nemo));
    expect(error.code).toBe(code);
    expect(cloud.count(kind)).toBeGreaterThan(0);
  });

  it.each(Object.keys(asks) as (keyof typeof asks)[])(
    "lets %s go well when nothing is said",
    async (kind) => {
      const nemo = converter(kind === "token" ? { token: undefined } : {});
      if (kind === "render-status") await nemo.render.submit(draft).then(({ id }) => nemo.render.status(id));
      else await asks[kind](nemo);
      expect(cloud.count(kind)).toBe(1);
    },
  );

  it("uses up a list one request after the other", async () => {
    cloud.play({ failures: { credits: [429, "ok", 402] } });
    const nemo = converter();
    await nemo.credits.balance();
    expect(cloud.count("credits")).toBe(2);
    expect(await failureOf(nemo.credits.balance())).toMatchObject({ status: 402 });
    await expect(nemo.credits.balance()).resolves.toMatchObject({ available: 80 });
  });

  it("sends the wait that a rate limit asks for", async () => {
    cloud.play({ failures: { credits: 429 }, retryAfterSeconds: 3600 });
    expect(await failureOf(converter().credits.balance())).toMatchObject({
      code: "rate-limited",
      details: { retryAfterMs: 3_600_000 },
    });
  });

  it("refuses what comes without a token, a client id or the attribution", async () => {
    const post = (path: string, headers: Record<string, string>) =>
      cloud.fetch(`https://any.test${path}`, { method: "POST", headers }).then((answer) => answer.json());
    expect(await post("/run_sse", {})).toMatchObject({ code: 1001 });
    expect(await post("/api/auth/anonymous-token", {})).toMatchObject({ code: 400 });
    expect(await post("/api/render/proxy/lambda", { authorization: "Bearer x" })).toMatchObject({
      code: 402,
    });
    expect((await cloud.fetch("https://any.test/else")).status).toBe(404);
  });
});
