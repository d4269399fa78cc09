import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { Auth, Credits } from "../../../src/modules/index.js";
import type { NemoConverterOptions } from "../../../src/options/index.js";
import { ManualClock } from "../../support/manual-clock.js";
import { mockBackend } from "../../support/mock-backend.js";
import { temporaryFolder } from "../../support/temporary-folder.js";
import { testTransport } from "../../support/test-transport.js";

const backend = mockBackend();
const requests = () => backend.to("POST /api/auth/anonymous-token");
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
const week = 7 * 24 * 3600 * 1000;

function connect(options: NemoConverterOptions = {}, clock = new ManualClock()) {
  return new Auth(testTransport({ token: undefined, ...options }, clock));
}

const token = (value: string, more: object = {}) => ({
  code: 0,
  data: { token: value, credits: 100, ...more },
});

describe("R12 the anonymous token is kept", () => {
  it("beside the client id, private, with its expiry", async () => {
    const configDir = join(temporaryFolder(), "new", "nemo");
    const clock = new ManualClock();
    await connect({ configDir }, clock).token();
    const names = readdirSync(configDir).sort();
    expect(names).toEqual(["client_id", expect.stringMatching(/^token-[0-9a-f]+\.json$/)]);
    expect([configDir, ...names.map((name) => join(configDir, name))].map(modeOf)).toEqual([
      "700",
      "600",
      "600",
    ]);
    const clientId = readFileSync(join(configDir, "client_id"), "utf8");
    expect(requests()[0]!.headers.get("x-client-id")).toBe(clientId);
    expect(JSON.parse(readFileSync(join(configDir, names[1]!), "utf8"))).toEqual({
      token: "nmv_usr_anonymous_1",
      expiresAt: clock.now() + week,
    });
  });

  it("and used by the next process", async () => {
    const configDir = temporaryFolder();
    const first = connect({ configDir });
    await first.token();
    const second = connect({ configDir });
    expect(await second.token()).toBe("nmv_usr_anonymous_1");
    expect(await second.clientId()).toBe(await first.clientId());
    expect(requests()).toHaveLength(1);
  });

  it("for its base URL and client id alone", async () => {
    const configDir = temporaryFolder();
    await connect({ configDir }).token();
    backend.on("POST /v2/api/auth/anonymous-token", token("nmv_usr_of_another_backend"));
    const elsewhere = connect({ configDir, baseUrl: "https://backend.test/v2" });
    expect(await elsewhere.token()).toBe("nmv_usr_of_another_backend");
    await connect({ configDir, clientId: "another-client" }).token();
    expect(requests()).toHaveLength(2);
    expect(await connect({ configDir }).token()).toBe("nmv_usr_anonymous_1");
    expect(requests()).toHaveLength(2);
  });

  it("in memory alone with persistToken: false; the client id is still saved", async () => {
    const configDir = temporaryFolder();
    const auth = connect({ configDir, persistToken: false });
    await auth.token();
    await auth.token();
    expect(requests()).toHaveLength(1);
    expect(readdirSync(configDir)).toEqual(["client_id"]);
    await connect({ configDir, persistToken: false }).token();
    expect(requests()).toHaveLength(2);
  });

  it("is not read either with persistToken: false", async () => {
    const configDir = temporaryFolder();
    await connect({ configDir }).token();
    await connect({ configDir, persistToken: false }).token();
    expect(requests()).toHaveLength(2);
  });

  it("in the home by default", async () => {
    const auth = connect({ configDir: undefined });
    await auth.token();
    const folder = join(process.env["HOME"]!, ".config", "ffmpeg-mp4-converter");
    expect(existsSync(join(folder, "client_id"))).toBe(true);
    expect(readdirSync(folder)).toHaveLength(2);
  });
});

describe("R12 one request", () => {
  it("however many ask at once", async () => {
    const transport = testTransport({ token: undefined });
    const credits = new Credits(transport);
    await Promise.all([credits.balance(), credits.balance(), new Auth(transport).token(), credits.balance()]);
    expect(requests()).toHaveLength(1);
  });

  it("and setting up is said once", async () => {
    const onNotice = vi.fn();
    const transport = testTransport({ token: undefined, language: "zh" });
    await Promise.all([1, 2].map(() => transport.tokens.current({ onNotice })));
    await transport.tokens.current({ onNotice });
    expect(onNotice.mock.calls).toEqual([[{ kind: "setting-up", message: "正在准备…" }]]);
  });

  it("goes on for the others when one of them gives up", async () => {
    const auth = connect();
    const impatient = auth.token({ signal: AbortSignal.abort() });
    await expect(impatient).rejects.toMatchObject({ code: "aborted" });
    expect(await auth.token()).toBe("nmv_usr_anonymous_1");
    expect(requests()).toHaveLength(1);
  });
});

describe("R12 expiry", () => {
  it("after 7 days the same client id asks again, in this process and in the next", async () => {
    const configDir = temporaryFolder();
    const clock = new ManualClock();
    const auth = connect({ configDir }, clock);
    await auth.token();
    await clock.advance(week - 120_000);
    await auth.token();
    expect(requests()).toHaveLength(1);
    // It would expire in the middle of the work.
    await clock.advance(90_000);
    backend.on("POST /api/auth/anonymous-token", token("nmv_usr_anonymous_2"));
    expect(await auth.token()).toBe("nmv_usr_anonymous_2");
    expect(await connect({ configDir }, clock).token()).toBe("nmv_usr_anonymous_2");
    const ids = requests().map(({ headers }) => headers.get("x-client-id"));
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
  });

  it("believes an answer that names another time, and 7 days without one", async () => {
    const clock = new ManualClock();
    backend.on("POST /api/auth/anonymous-token", token("short", { expires_in: 3600 }), token("long"));
    const auth = connect({}, clock);
    expect(await auth.token()).toBe("short");
    await clock.advance(3600_000);
    expect(await auth.token()).toBe("long");
    await clock.advance(week - 120_000);
    expect(await auth.token()).toBe("long");
    expect(requests()).toHaveLength(2);
  });
});

describe("R12 damaged files", () => {
  it.each(["", "{", "null", '{"token":"nmv_usr_x","expiresAt":"never"}'])(
    "%j counts as none",
    async (content) => {
      const configDir = temporaryFolder();
      const first = connect({ configDir });
      await first.token();
      const name = readdirSync(configDir).find((each) => each.startsWith("token-"))!;
      writeFileSync(join(configDir, name), content);
      writeFileSync(join(configDir, "client_id"), await first.clientId());
      backend.on("POST /api/auth/anonymous-token", token("nmv_usr_anonymous_2"));
      expect(await connect({ configDir }).token()).toBe("nmv_usr_anonymous_2");
      expect(readFileSync(join(configDir, name), "utf8")).toContain("nmv_usr_anonymous_2");
    },
  );
});
