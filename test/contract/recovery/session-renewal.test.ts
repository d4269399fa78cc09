import { describe, expect, it, vi } from "vitest";
import { Render, type Session, Sessions, Sse, State, Upload } from "../../../src/modules/index.js";
import type { Notice } from "../../../src/options/index.js";
import * as answers from "../../support/answers.js";
import { failureOf } from "../../support/failure-of.js";
import { json, mockBackend } from "../../support/mock-backend.js";
import { testTransport } from "../../support/test-transport.js";

const backend = mockBackend();
const sessionEndpoint = "POST /api/tasks/me/with-session/nemo_agent";
const uploadTo = (id: string) => `POST /api/upload-video/nemo_agent/me/${id}`;
const made = (id: string) => ({ code: 0, data: { task_id: `task-of-${id}`, session_id: id } });

function twoSessions() {
  backend.on(sessionEndpoint, made("sess-1"), made("sess-2"), made("sess-3"));
  const transport = testTransport();
  return { transport, sessions: new Sessions(transport) };
}

const gone: [string, () => Response][] = [
  ["1002 under HTTP 200", () => json({ code: 1002, message: "session not found" })],
  ["HTTP 404", () => json({ detail: "Session not found" }, { status: 404 })],
];

describe.each(gone)("R32 the shared session is gone, %s", (_, answer) => {
  it.each([
    [
      "a file",
      (upload: Upload, onNotice: (notice: Notice) => void) =>
        upload.file(new File(["0123456789"], "a.mp4"), { onNotice }),
    ],
    [
      "URLs",
      (upload: Upload, onNotice: (notice: Notice) => void) =>
        upload.urls(["https://x.test/a.mp4"], { onNotice }),
    ],
  ])("%s: sent again in a new one, which is said", async (__, call) => {
    backend.on(uploadTo("sess-1"), answer()).on(uploadTo("sess-2"), answers.upload);
    const { transport, sessions } = twoSessions();
    const onNotice = vi.fn<(notice: Notice) => void>();
    await call(new Upload(transport, sessions), onNotice);
    expect(backend.names).toEqual([sessionEndpoint, uploadTo("sess-1"), sessionEndpoint, uploadTo("sess-2")]);
    const [first, second] = backend.requests.filter(({ path }) => path.startsWith("/api/upload"));
    expect(first!.bytes.length).toBe(second!.bytes.length);
    expect(onNotice.mock.calls.map(([{ kind }]) => kind)).toEqual(["setting-up", "session-renewed"]);
    expect((await sessions.current()).id).toBe("sess-2");
  });

  it("a file: only once", async () => {
    backend.on(uploadTo("sess-1"), answer()).on(uploadTo("sess-2"), answer());
    const { transport, sessions } = twoSessions();
    const error = await failureOf(new Upload(transport, sessions).file(new File(["x"], "a.mp4")));
    expect(error.code).toBe("session-not-found");
    expect(backend.requests).toHaveLength(4);
  });

  it("a message is not repeated; the next one starts a new project", async () => {
    backend.on("POST /run_sse", answer());
    const { transport, sessions } = twoSessions();
    const drain = async () => {
      for await (const event of new Sse(transport, sessions).send("Trim it")) expect(event).toBeUndefined();
    };
    const error = await failureOf(drain());
    expect(error).toMatchObject({ code: "session-not-found", charged: false });
    expect(backend.to("POST /run_sse")).toHaveLength(1);
    expect((await sessions.current()).id).toBe("sess-2");
  });

  it("a state and a render are not repeated: they would be another project's", async () => {
    backend.on("GET /api/state/nemo_agent/me/sess-1/latest", answer());
    const { transport, sessions } = twoSessions();
    expect((await failureOf(new State(transport, sessions).get())).code).toBe("session-not-found");
    backend.on("POST /api/render/proxy/lambda", json({ code: 1002 }));
    expect((await failureOf(new Render(transport, sessions).submit(answers.draft))).code).toBe(
      "session-not-found",
    );
    expect(backend.to("POST /api/render/proxy/lambda")).toHaveLength(1);
  });
});

describe("R32 a session of the caller's", () => {
  it("is not replaced behind the caller's back", async () => {
    const session: Session = { id: "mine", taskId: "t" };
    backend.on(uploadTo("mine"), json({ code: 1002 }));
    const error = await failureOf(new Upload(testTransport()).file(new File(["x"], "a.mp4"), { session }));
    expect(error.code).toBe("session-not-found");
    expect(backend.names).toEqual([uploadTo("mine")]);
  });
});

describe("R13 the shared session", () => {
  it("is one for all modules and all who ask at once", async () => {
    const { transport, sessions } = twoSessions();
    backend.on("GET /api/state/nemo_agent/me/sess-1/latest", answers.state);
    const state = new State(transport, sessions);
    await Promise.all([sessions.current(), state.get(), state.get()]);
    await new Render(transport, sessions).submit(answers.draft);
    expect(backend.to(sessionEndpoint)).toHaveLength(1);
    expect((backend.to("POST /api/render/proxy/lambda")[0]!.json as { sessionId: string }).sessionId).toBe(
      "sess-1",
    );
  });

  it("is replaced once when several find it gone", async () => {
    backend.on(uploadTo("sess-1"), json({ code: 1002 })).on(uploadTo("sess-2"), answers.upload);
    const { transport, sessions } = twoSessions();
    const upload = new Upload(transport, sessions);
    await Promise.all([1, 2, 3].map(() => upload.urls(["https://x.test/a.mp4"])));
    expect(backend.to(sessionEndpoint)).toHaveLength(2);
    expect(backend.to(uploadTo("sess-2"))).toHaveLength(3);
  });

  it("is made anew after a failure to make it", async () => {
    backend.on(sessionEndpoint, json({ code: 5000 }), made("sess-9"));
    const sessions = new Sessions(testTransport());
    expect((await failureOf(sessions.current())).code).toBe("backend-error");
    expect((await sessions.current()).id).toBe("sess-9");
  });

  it("is not what create() makes", async () => {
    const { sessions } = twoSessions();
    expect((await sessions.create()).id).toBe("sess-1");
    expect((await sessions.current()).id).toBe("sess-2");
    expect((await sessions.current()).id).toBe("sess-2");
  });

  it("goes on for the others when one who waits gives up", async () => {
    const { sessions } = twoSessions();
    const impatient = failureOf(sessions.current({ signal: AbortSignal.abort() }));
    expect((await impatient).code).toBe("aborted");
    expect((await sessions.current()).id).toBe("sess-1");
    expect(backend.to(sessionEndpoint)).toHaveLength(1);
  });
});
