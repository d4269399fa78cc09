import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { IdentityFiles } from "../../../src/modules/auth/identity-files.js";
import { systemClock } from "../../../src/time/index.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const saved = "3f2b0c1e-9a4d-4c6b-8f1e-2d3c4b5a6978";
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

function open(folder = join(temporaryFolder(), "config", "nemo")) {
  return { folder, files: new IdentityFiles(folder, systemClock) };
}

describe("R11 the client id", () => {
  it("is made once, private, with nothing else in its file or folder", async () => {
    const { folder, files } = open();
    const id = await files.ensureClientId();
    expect(id).toMatch(uuidForm);
    expect(readFileSync(join(folder, "client_id"), "utf8")).toBe(id);
    expect([modeOf(folder), modeOf(join(folder, "client_id"))]).toEqual(["700", "600"]);
    expect(readdirSync(folder)).toEqual(["client_id"]);
    expect(await files.ensureClientId()).toBe(id);
  });

  it("is read as people or tools may have left it", async () => {
    const { folder, files } = open();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "client_id"), `${saved}\r\n`);
    expect(await files.ensureClientId()).toBe(saved);
    expect(readdirSync(folder)).toEqual(["client_id"]);
  });

  it.each(["", "   ", "not a uuid", `${saved}${saved}`, "\u0000"])(
    "is made anew where the file has %j",
    async (content) => {
      const { folder, files } = open();
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "client_id"), content);
      expect(await files.readClientId()).toBeUndefined();
      expect(await files.ensureClientId()).toMatch(uuidForm);
    },
  );

  it("is the same for all who ask at once", async () => {
    const { folder } = open();
    const ids = await Promise.all(Array.from({ length: 6 }, () => open(folder).files.ensureClientId()));
    expect(new Set(ids).size).toBe(1);
  });

  it("is replaced when it was refused, but not a second time for the same refusal", async () => {
    const { files } = open();
    const first = await files.ensureClientId();
    const second = await files.replaceClientId(first);
    expect(second).not.toBe(first);
    expect(await files.replaceClientId(first)).toBe(second);
    expect(await files.readClientId()).toBe(second);
  });

  it("makes an open folder private", async () => {
    const { folder, files } = open();
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    await files.ensureClientId();
    expect(modeOf(folder)).toBe("700");
  });
});

describe("R12 the token's file", () => {
  const stored = { token: "nmv_usr_kept", expiresAt: 1_900_000_000_000 };

  it("keeps token and expiry, private, for its base URL and client id alone", async () => {
    const { folder, files } = open();
    await files.writeToken("https://a.test", saved, stored);
    expect(await files.readToken("https://a.test", saved)).toEqual(stored);
    expect(await files.readToken("https://b.test", saved)).toBeUndefined();
    expect(await files.readToken("https://a.test", "other")).toBeUndefined();
    const [name] = readdirSync(folder);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(name).not.toContain(saved);
    expect(modeOf(join(folder, name!))).toBe("600");
  });

  it.each([
    "",
    "{",
    "null",
    "[]",
    '"nmv_usr_kept"',
    '{"token":"nmv_usr_kept"}',
    '{"token":5,"expiresAt":1900000000000}',
    '{"token":"nmv_usr_kept","expiresAt":"soon"}',
    '{"token":"","expiresAt":1900000000000}',
    '{"token":"two\\nlines","expiresAt":1900000000000}',
    '{"token":"汉字","expiresAt":1900000000000}',
  ])("counts as missing where it has %s", async (content) => {
    const { folder, files } = open();
    await files.writeToken("https://a.test", saved, stored);
    writeFileSync(join(folder, readdirSync(folder)[0]!), content);
    expect(await files.readToken("https://a.test", saved)).toBeUndefined();
  });

  it("leaves nothing beside a file that cannot be replaced", async () => {
    const { folder, files } = open();
    await files.writeToken("https://a.test", saved, stored);
    const path = join(folder, readdirSync(folder)[0]!);
    rmSync(path);
    mkdirSync(path);
    await expect(files.writeToken("https://a.test", saved, stored)).rejects.toMatchObject({ code: "EISDIR" });
    expect(readdirSync(folder)).toHaveLength(1);
    expect(await files.readToken("https://a.test", saved)).toBeUndefined();
  });
});
