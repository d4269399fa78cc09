import { execFile } from "node:child_process";
import { createServer, type RequestListener } from "node:http";
import { truncateSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { builtFile } from "../support/built-package.js";
import { sendJson } from "../support/loopback-server.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const megabyte = 1024 * 1024;

/** A server that keeps nothing; MSW, which holds what passes through it, is far away. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Runs a script of the benches, which prints its memory in MB; returns how much it took over the import. */
async function memoryOf(script: string, ...args: string[]): Promise<number> {
  builtFile("index.js");
  const path = fileURLToPath(new URL(`../bench/${script}`, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [path, ...args]);
  const { peak, imported } = JSON.parse(stdout) as { peak: number; imported: number };
  return peak - imported;
}

describe("R24 the memory of an upload", () => {
  it("is at most 25 MB over the import for 300 MB", async () => {
    const path = join(temporaryFolder(), "big.mp4");
    writeFileSync(path, "");
    truncateSync(path, 300 * megabyte);
    let received = 0;
    const url = await serve((request, response) => {
      const isUpload = request.url!.startsWith("/api/upload-video/");
      request.on("data", (chunk: Buffer) => {
        if (isUpload) received += chunk.length;
      });
      request.on("end", () =>
        sendJson(response, { code: 0, data: isUpload ? {} : { task_id: "t", session_id: "s" } }),
      );
    });
    expect(await memoryOf("upload-ours.mjs", url, path)).toBeLessThanOrEqual(25);
    expect(received).toBeGreaterThan(300 * megabyte);
    expect(received - 300 * megabyte).toBeLessThan(1000);
  });
});

describe("R28 the memory of a download", () => {
  it("is a fraction of the 400 MB that it brings", async () => {
    const piece = Buffer.alloc(megabyte);
    const url = await serve((_, response) => {
      let left = 400;
      response.writeHead(200, { "content-type": "video/mp4", "content-length": left * megabyte });
      const more = (): void => {
        left -= 1;
        if (left < 0) response.end();
        else response.write(piece, more);
      };
      more();
    });
    const path = join(temporaryFolder(), "film.mp4");
    // What Node lets pile up of a connection's pieces before it collects them does not grow with the file.
    expect(await memoryOf("download-ours.mjs", `${url}/film.mp4`, path)).toBeLessThanOrEqual(128);
  });
});
