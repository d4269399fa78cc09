import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as answers from "../support/answers.js";
import { jsonLines, nemo } from "../support/command-line.js";
import { loopbackServer, sendJson } from "../support/loopback-server.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { ownToken } from "../support/test-transport.js";

/** A cloud whose project is rendered at once. */
async function cloud() {
  const film = Buffer.from("not a film, but all the bytes of one");
  const server = await loopbackServer((request, response) => {
    const path = request.url!;
    if (path === "/film.mp4") response.end(film);
    else if (path.startsWith("/api/state/")) sendJson(response, answers.state);
    else if (request.method === "POST") sendJson(response, answers.renderAccepted);
    else sendJson(response, { status: "completed", output: { url: `${server.url}/film.mp4` } });
  });
  return { film, url: server.url, env: { NEMO_API_URL: server.url, NEMO_TOKEN: ownToken } };
}

describe("R71 nemo-converter export", () => {
  it("downloads the film of a project, and replaces none unless told to", async () => {
    const { film, env } = await cloud();
    const cwd = temporaryFolder();
    const args = ["export", "--session", "sess-1", "-o", "film.mp4"];
    const { code, out } = await nemo(args, { cwd, env });
    expect({ code, out }).toEqual({ code: 0, out: `${join(cwd, "film.mp4")} (${film.length} B)\n` });
    expect(readFileSync(join(cwd, "film.mp4"))).toEqual(film);
    const again = await nemo(args, { cwd, env });
    expect(again.code).toBe(1);
    expect(again.err).toContain("film.mp4");
    expect((await nemo([...args, "-y"], { cwd, env })).code).toBe(0);
    expect(readdirSync(cwd).filter((name) => !name.startsWith("."))).toEqual(["film.mp4"]);
  });

  it("prints the link where there is no output, also as JSON", async () => {
    const { url, env } = await cloud();
    const args = ["export", "--session", "sess-1"];
    expect((await nemo(args, { env })).out).toBe(`${url}/film.mp4\n`);
    const { out } = await nemo([...args, "--json"], { env });
    expect(jsonLines(out)).toMatchObject([
      { type: "export", session: "sess-1", url: `${url}/film.mp4`, job: { status: "completed" } },
    ]);
    expect(out).not.toContain(ownToken);
  });
});
