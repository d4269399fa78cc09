import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { h264, makeClip, picture, sharedFolder } from "../support/clips.js";
import { localApi } from "../support/local-api.js";
import { rawConnection } from "../support/raw-request.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { attempts } from "../fuzz/runs.js";

const media = sharedFolder();
const clip = readFileSync(await makeClip(join(media, "clip.mp4"), ...picture("160x120", "10", 1), ...h264));

/** A server with a folder of its own, in which nothing but its work may ever appear. */
async function open(options: { maxUploadBytes?: number } = {}) {
  const folder = temporaryFolder();
  const directory = join(folder, "inner", "work");
  const api = await localApi({ directory, ...options });
  const token = await api.newToken();
  const session = await api.newSession(token);
  const path = `/api/upload-video/nemo_agent/me/${session}`;
  const send = (body: Buffer | string, type = "multipart/form-data; boundary=edge") =>
    api.ask("POST", path, {
      token,
      body: new Uint8Array(Buffer.from(body)),
      headers: { "content-type": type },
    });
  /** The files that the server keeps, and whatever lies where it should not. */
  const files = () => {
    const work = existsSync(directory) ? readdirSync(directory) : [];
    return {
      kept: work.flatMap((name) => readdirSync(join(directory, name))),
      stray: [
        ...readdirSync(folder).filter((name) => name !== "inner"),
        ...(existsSync(join(folder, "inner")) ? readdirSync(join(folder, "inner")) : []).filter(
          (name) => name !== "work",
        ),
        ...work.filter((name) => !name.startsWith("nemo-converter-work-")),
      ],
    };
  };
  return { ...api, token, session, path, send, files };
}

function part(name: string, content: Buffer | string = clip, field = "files"): Buffer {
  const head = `--edge\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: video/mp4\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from("\r\n")]);
}

const end = Buffer.from("--edge--\r\n");

describe("R61 names of uploads that would lead elsewhere", () => {
  it.each([
    ["../../../escaped.mp4", "escaped.mp4"],
    ["/etc/cron.d/job.mp4", "job.mp4"],
    ["..\\..\\escaped.mp4", "escaped.mp4"],
    ["C:\\Windows\\system32\\x.mp4", "x.mp4"],
    ["C:x.mp4", "C_x.mp4"],
    ["..", "upload"],
    [".bashrc", "bashrc"],
    ["-rf.mp4", "rf.mp4"],
    ["CON.mp4", "_CON.mp4"],
    ["a\u0000b.mp4", "ab.mp4"],
    ["a\u001b[31mb.mp4", "a[31mb.mp4"],
    ["gpj.\u202e4pm.exe", "gpj.4pm.exe"],
    ["影片.mp4", "影片.mp4"],
    ["my film.mp4", "my film.mp4"],
  ])("%j is called %j, and nothing is written but in the workspace", async (name, expected) => {
    const { send, files } = await open();
    const answer = await send(Buffer.concat([part(name), end]));
    expect(answer.status).toBe(200);
    expect((answer.body.data!["files"] as { name: string }[])[0]!.name).toBe(expected);
    expect(files().stray).toEqual([]);
    expect(files().kept).toEqual([expect.stringMatching(/^[\da-f-]{36}$/)]);
  });

  it("a name of 10,000 characters is cut, its extension stays", async () => {
    const { send } = await open();
    const { status, body } = await send(Buffer.concat([part(`${"n".repeat(10_000)}.mp4`), end]));
    expect(status).toBe(200);
    const { name } = (body.data!["files"] as { name: string }[])[0]!;
    expect(name).toMatch(/^n{100,}\.mp4$/);
    expect(name.length).toBeLessThanOrEqual(200);
  });
});

describe("R61 forms that are broken", () => {
  it.each([
    ["no boundary in the header", [part("a.mp4"), end], "multipart/form-data"],
    ["an empty boundary", [part("a.mp4"), end], "multipart/form-data; boundary="],
    ["another boundary than the one announced", [part("a.mp4"), end], "multipart/form-data; boundary=other"],
    ["no end", [part("a.mp4")], undefined],
    ["an end in the middle of a file", [part("a.mp4").subarray(0, 300)], undefined],
    ["an end in the middle of a head", [part("a.mp4").subarray(0, 30)], undefined],
    ["an end and nothing else", [end], undefined],
    ["no bytes", [], undefined],
    ["a file without a head", [Buffer.from("--edge\r\n\r\nabc\r\n"), end], undefined],
    [
      "a head of 200 kB",
      [Buffer.from(`--edge\r\nX-Long: ${"a".repeat(200_000)}\r\n\r\nabc\r\n`), end],
      undefined,
    ],
    [
      "10,000 headers in a head",
      [Buffer.from(`--edge\r\n${"X-A: b\r\n".repeat(10_000)}\r\nabc\r\n`), end],
      undefined,
    ],
    [
      "a form inside of a form",
      [
        Buffer.from(
          '--edge\r\nContent-Disposition: form-data; name="files"\r\nContent-Type: multipart/mixed; boundary=inner\r\n\r\n' +
            '--inner\r\nContent-Disposition: file; filename="../x.mp4"\r\n\r\nabc\r\n--inner--\r\n',
        ),
        end,
      ],
      undefined,
    ],
    ["files in another field", [part("a.mp4", "abc", "file")], undefined],
    ["what is no media", [part("a.mp4", "abc"), end], undefined],
    ["21 files", [...Array.from({ length: 21 }, () => part("a.mp4", "abc")), end], undefined],
  ])("%s is refused, and nothing stays behind", async (_what, pieces, type) => {
    const { send, files } = await open();
    const { status, body } = await send(Buffer.concat(pieces), type);
    expect([400, 415]).toContain(status);
    expect([400, 4001]).toContain(body.code);
    expect(files()).toEqual({ kept: [], stray: [] });
  });

  it("100,000 fields are passed over in no time, and none of them is kept", async () => {
    const { send, files } = await open();
    const fields = '--edge\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n'.repeat(100_000);
    const answer = await send(Buffer.concat([Buffer.from(fields), end]));
    expect(answer).toMatchObject({ status: 400, body: { code: 400 } });
    expect(files()).toEqual({ kept: [], stray: [] });
  });

  it("4002 for a file beyond the limit, of which nothing stays behind", async () => {
    const { send, files } = await open({ maxUploadBytes: 1000 });
    expect(await send(Buffer.concat([part("a.mp4"), end]))).toMatchObject({
      status: 413,
      body: { code: 4002 },
    });
    expect(files()).toEqual({ kept: [], stray: [] });
  });

  it("several files of one form share the limit", async () => {
    const { send, files } = await open({ maxUploadBytes: clip.length + 100 });
    const answer = await send(Buffer.concat([part("a.mp4"), part("b.mp4"), end]));
    expect(answer).toMatchObject({ status: 413, body: { code: 4002 } });
    expect(files()).toEqual({ kept: [], stray: [] });
  });

  it("of a form with one file that is no media nothing is stored", async () => {
    const { ask, token, session, send, files } = await open();
    const answer = await send(Buffer.concat([part("a.mp4"), part("b.srt", "no media"), end]));
    expect(answer.body).toMatchObject({ code: 4001 });
    expect(files()).toEqual({ kept: [], stray: [] });
    const { body } = await ask("GET", `/api/state/nemo_agent/me/${session}/latest`, { token });
    expect(JSON.stringify(body)).not.toContain("a.mp4");
  });

  it("an upload that is left in the middle leaves nothing behind", async () => {
    const { url, token, path, files } = await open();
    const { socket } = rawConnection(url);
    onTestFinished(() => void socket.destroy());
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n` +
        "Content-Type: multipart/form-data; boundary=edge\r\nContent-Length: 10000000\r\n\r\n",
    );
    socket.write(part("a.mp4"));
    await vi.waitFor(() => expect(files().kept).toHaveLength(1), { timeout: 10_000 });
    socket.destroy();
    await vi.waitFor(() => expect(files().kept).toEqual([]), { timeout: 10_000 });
    expect(files().stray).toEqual([]);
  });

  it("whatever becomes of a form's bytes, the answer is one of the API, and nothing stays of what was refused", async () => {
    const { send, files } = await open();
    const whole = Buffer.concat([part("a.mp4", "abc"), part("../b.mp4", "def"), end]);
    const changes = fc.array(
      fc.record({ at: fc.nat(whole.length - 1), cut: fc.nat(20), bytes: fc.uint8Array({ maxLength: 8 }) }),
      { minLength: 1, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(changes, async (made) => {
        let bytes = whole;
        for (const { at, cut, bytes: put } of made)
          bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + cut)]);
        const { status, body } = await send(bytes);
        expect([400, 415]).toContain(status);
        expect([400, 4001]).toContain(body.code);
        expect(files()).toEqual({ kept: [], stray: [] });
      }),
      attempts(20),
    );
  });
});
