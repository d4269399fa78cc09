import { join } from "node:path";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { withoutPaths } from "../../src/local/without-paths.js";
import { h264, makeClip, picture, sharedFolder } from "../support/clips.js";
import { localApi } from "../support/local-api.js";
import { rawRequest } from "../support/raw-request.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const media = sharedFolder();
const clip = await makeClip(join(media, "clip.mp4"), ...picture("160x120", "10", 1), ...h264);
const output = { format: "mp4", quality: "high" };

/** Two accounts; the first has a session, a file and a render that is complete. */
async function twoAccounts() {
  const directory = join(temporaryFolder(), "private-work");
  const api = await localApi({ directory });
  const [token, other] = [await api.newToken(), await api.newToken()];
  const session = await api.newSession(token);
  const form = new FormData();
  form.append("files", new Blob([await readFile(clip)]), "clip.mp4");
  const stored = await api.upload(token, session, form);
  const id = (stored.body.data!["files"] as { id: string }[])[0]!.id;
  return { ...api, token, other, session, id, directory };
}

async function rendered() {
  const api = await twoAccounts();
  const draft = { t: [{ tt: 0, sg: [{ media: api.id }], m: { spec: {} } }] };
  const render = { id: "render_1", sessionId: api.session, draft, output };
  expect((await api.post("/api/render/proxy/lambda", render, api.token)).status).toBe(200);
  for (;;) {
    const { body } = await api.ask("GET", "/api/render/proxy/lambda/render_1", { token: api.token });
    if (body["status"] === "completed") return { ...api, draft };
    if (body["status"] === "failed") throw new Error(JSON.stringify(body));
  }
}

describe("R61 what belongs to another account", () => {
  it("1002 for its session, whatever is asked of it", async () => {
    const { ask, post, upload, say, other, session } = await twoAccounts();
    const form = new FormData();
    form.append("files", new Blob(["abc"]), "a.mp4");
    const render = { id: "render_2", sessionId: session, draft: {}, output };
    for (const answer of [
      await ask("GET", `/api/state/nemo_agent/me/${session}/latest`, { token: other }),
      await upload(other, session, form),
      await say(other, session, "convert to 720p"),
      await post("/api/render/proxy/lambda", render, other),
      await post("/api/auth/claim-token", { task_id: "x", session_id: session }, other),
    ])
      expect(answer).toMatchObject({ status: 404, body: { code: 1002 } });
  });

  it("404 for its renders: their state, their end and their file", async () => {
    const { ask, token, other } = await rendered();
    for (const [method, path] of [
      ["GET", "/api/render/proxy/lambda/render_1"],
      ["DELETE", "/api/render/proxy/lambda/render_1"],
      ["GET", "/api/render/proxy/render_1/download"],
    ] as const)
      expect(await ask(method, path, { token: other }), path).toMatchObject({
        status: 404,
        body: { code: 404 },
      });
    expect((await ask("GET", "/api/render/proxy/lambda/render_1", { token })).status).toBe(200);
  });

  it("its file is in no film of another project, though its id is known", async () => {
    const { post, newSession, other, id, draft } = await rendered();
    const mine = await newSession(other);
    expect(draft.t[0]!.sg[0]!.media).toBe(id);
    const render = { id: "render_3", sessionId: mine, draft, output };
    const answer = await post("/api/render/proxy/lambda", render, other);
    expect(answer).toMatchObject({ status: 400, body: { code: 400 } });
  });

  it("ids cannot be guessed: of 200 none is like another, and each has 96 bits at least", async () => {
    const { newToken, newSession } = await localApi();
    const tokens = await Promise.all(Array.from({ length: 100 }, () => newToken()));
    const sessions = await Promise.all(tokens.map((token) => newSession(token)));
    expect(new Set([...tokens, ...sessions]).size).toBe(200);
    for (const token of tokens) expect(token).toMatch(/^nmv_usr_[\w-]{32}$/);
    for (const session of sessions) expect(session).toMatch(/^[\da-f]{24}$/);
    expect(new Set(tokens.map((token) => token.slice(0, 12))).size).toBeGreaterThan(90);
  });
});

describe("R61 paths that would lead to other files", () => {
  it.each([
    "/api/render/proxy/../../../../etc/passwd/download",
    "/api/render/proxy/..%2f..%2f..%2fetc%2fpasswd/download",
    "/api/render/proxy/%2e%2e/download",
    "/api/render/proxy/..%5c..%5cx/download",
    "/api/render/proxy/%00/download",
    "/api/render/proxy/%/download",
    "/api/render/proxy/%c0%af/download",
    "/files/..%2f..%2fetc%2fpasswd",
    "/files/%2fetc%2fpasswd?expires=99999999999999&signature=",
    "/files/x.mp4?expires=NaN&signature=a",
    "/files/x.mp4?expires=99999999999999&signature=%f0%9f",
    "/../../etc/passwd",
    "//etc/passwd",
  ])("%s gives no file", async (path) => {
    const { url, newToken } = await localApi();
    const head = [`GET ${path} HTTP/1.1`, "Host: localhost", `Authorization: Bearer ${await newToken()}`];
    const { status, body } = await rawRequest(url, head);
    expect([400, 403, 404]).toContain(status);
    expect(body).not.toContain("root:");
  });

  it.each(["../../x", "render_../../x", "render_a/b", "render_", "render_a\nb", "__proto__"])(
    "400 for a render called %j",
    async (id) => {
      const { post, token, session } = await twoAccounts();
      const render = { id, sessionId: session, draft: {}, output };
      expect((await post("/api/render/proxy/lambda", render, token)).status).toBe(400);
    },
  );

  it("a folder, threads or a progress that a client on the network names are not heard of", async () => {
    const { ask, post, token, session, id } = await twoAccounts();
    const folder = temporaryFolder();
    const draft = { t: [{ tt: 0, sg: [{ media: id }], m: { spec: {} } }] };
    const asked = { ...output, folder: `file://${folder}`, threads: 1, resume: true };
    await post(
      "/api/render/proxy/lambda",
      { id: "render_1", sessionId: session, draft, output: asked },
      token,
    );
    for (let status: unknown; status !== "completed";) {
      status = (await ask("GET", "/api/render/proxy/lambda/render_1", { token })).body["status"];
      expect(status).not.toBe("failed");
    }
    const { readdir } = await import("node:fs/promises");
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("R61 what no answer tells", () => {
  it("where files lie, what the stack was, and what the bearer is", async () => {
    const { ask, post, upload, say, token, session, id, directory } = await twoAccounts();
    const form = new FormData();
    form.append("files", new Blob(["no film at all"]), "text.mp4");
    const damaged = new FormData();
    damaged.append("files", new Blob([(await readFile(clip)).subarray(0, 400)]), "cut.mp4");
    const render = (spec: object) => ({
      id: `render_${crypto.randomUUID()}`,
      sessionId: session,
      draft: { t: [{ tt: 0, sg: [{ media: id }], m: { spec } }] },
      output,
    });
    const titled = {
      ...render({}),
      id: "render_titled",
      draft: {
        t: [
          { tt: 0, sg: [{ media: id }] },
          { tt: 7, sg: [{ d: 500, m: { text: "Title" } }] },
        ],
      },
    };
    const tooSmall = { ...render({ targetSize: 100 }), id: "render_small" };
    const answers = [
      await upload(token, session, form),
      await upload(token, session, damaged),
      await say(token, session, "convert to 720p and upside down"),
      await say(token, session, '```json\n{"video":{"crf":900}}\n```'),
      await say(token, session, "```json\n{\n```"),
      await post("/api/render/proxy/lambda", render({ video: { crf: 900 } }), token),
      await post("/api/render/proxy/lambda", tooSmall, token),
      await post("/api/render/proxy/lambda", titled, token),
      await post(
        "/api/upload-video/nemo_agent/me/" + session,
        { urls: ["file:///etc/passwd"], source_type: "url" },
        token,
      ),
      await ask("GET", `/api/state/nemo_agent/me/${session}/latest`, { token }),
      await ask("GET", "/api/nothing", { token }),
      await ask("POST", "/run_sse", { token, body: "{" }),
    ];
    for (const id of ["render_small", "render_titled"]) {
      for (;;) {
        const answer = await ask("GET", `/api/render/proxy/lambda/${id}`, { token });
        answers.push(answer);
        if (["completed", "failed"].includes(String(answer.body["status"]))) break;
      }
    }
    expect(answers.at(-1)!.body["status"]).toBe("completed");
    for (const { text } of answers) {
      expect(text).not.toContain(directory);
      expect(text).not.toContain(tmpdir());
      expect(text).not.toContain(process.cwd());
      expect(text).not.toContain(token);
      expect(text).not.toMatch(/\bat .+:\d+:\d+/);
      expect(text).not.toMatch(/\/usr\/(?:share|bin)\//);
    }
    // The answer still says which file is meant, by the name that it came with.
    expect(answers[0]!.body.message).toContain("text.mp4");
  });

  it.each([
    ["/tmp/nemo-work-1/abc: no video", "abc: no video"],
    ["ffmpeg failed on /home/John Doe/films/a.mp4 (exit code 1)", "ffmpeg failed on a.mp4 (exit code 1)"],
    ["file:/var/lib/x/clip.mp4: Invalid data", "clip.mp4: Invalid data"],
    ["C:\\Users\\John Doe\\AppData\\x.mp4: broken", "x.mp4: broken"],
    [
      "drawtext=textfile=/tmp/a/b.txt:fontfile=/usr/share/fonts/x.ttf",
      "drawtext=textfile=b.txt:fontfile=x.ttf",
    ],
    ["https://cdn.test/a/b.mp4 and http://a.b:80/c/d", "https://cdn.test/a/b.mp4 and http://a.b:80/c/d"],
    ["30000/1001 at 16:9, 1/2 of it", "30000/1001 at 16:9, 1/2 of it"],
  ])("%j becomes %j", (text, expected) => {
    expect(withoutPaths({ lines: [text], code: 1 })).toEqual({ lines: [expected], code: 1 });
  });
});
