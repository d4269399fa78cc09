import { copyFile } from "node:fs/promises";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { mcpClient, slowClip, slowly, stdioServer, untilEncoding } from "../support/agents.js";
import { sharedFolder } from "../support/clips.js";
import { untilNoProcessNames } from "../support/processes.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { mcpSuite } from "./mcp-suite.js";

mcpSuite("over stdio, with the command line that clients start", (folder) => mcpClient(stdioServer(folder)));

const clips = sharedFolder();
let slow: string;
beforeAll(async () => {
  slow = await slowClip(join(clips, "slow.avi"));
});

/** A server in the middle of a long conversion. */
async function busyServer() {
  const folder = temporaryFolder();
  const clip = join(folder, "slow.avi");
  await copyFile(slow, clip);
  const transport = stdioServer(folder);
  const mcp = await mcpClient(transport);
  const { content } = await mcp.call("start_conversion", { input: clip, spec: slowly });
  const job = String(content["job"]);
  await untilEncoding(clip);
  return { folder, clip, job, mcp, pid: transport.pid! };
}

const media = (folder: string) => readdirSync(folder).filter((name) => name !== ".config");

describe("R89 a server that ends in the middle", () => {
  it("by SIGKILL: no ffmpeg and no half file stay, and the next server tells of the job and does it again", async () => {
    const { folder, clip, job, pid } = await busyServer();
    process.kill(pid, "SIGKILL");
    await untilNoProcessNames(clip, 10_000);
    expect(media(folder)).toEqual(["slow.avi"]);
    const next = await mcpClient(stdioServer(folder));
    const told = await next.call("job_result", { job });
    expect(told).toMatchObject({
      isError: false,
      content: { state: "interrupted", request: { input: clip } },
    });
    expect(told.text).toContain(`restart_job with ${job}`);
    expect((await next.call("list_jobs")).text).toContain(`${job} interrupted`);
    const again = await next.call("restart_job", { job });
    expect(again.content).toMatchObject({ state: "running" });
    await next.call("cancel_job", { job: again.content["job"] });
  });

  it("by its client going: it ends by itself, and leaves the same", async () => {
    const { folder, clip, job, mcp, pid } = await busyServer();
    await mcp.client.close();
    await untilNoProcessNames(clip, 10_000);
    expect(() => process.kill(pid, 0)).toThrow();
    expect(media(folder)).toEqual(["slow.avi"]);
    const next = await mcpClient(stdioServer(folder));
    expect((await next.call("job_result", { job })).content).toMatchObject({ state: "interrupted" });
  });
});
