import { once } from "node:events";
import type { Command } from "commander";
import { NemoError } from "../../errors/index.js";
import { serve } from "../../local/index.js";
import { Terminal } from "../terminal.js";

interface Flags {
  port: string;
  host: string;
  ffmpeg?: string;
  ffprobe?: string;
  json: boolean;
}

export function addServe(program: Command, signal: AbortSignal): void {
  program
    .command("serve")
    .description("run the embedded backend on a port; NEMO_API_URL points clients at it")
    .option("-p, --port <number>", "0 takes a free one", "0")
    .option("--host <address>", "everybody who reaches it can use this machine's ffmpeg", "127.0.0.1")
    .option("--ffmpeg <path>", "which ffmpeg to use")
    .option("--ffprobe <path>", "which ffprobe to use")
    .option("--json", "the address as one JSON object", false)
    .action(async ({ port, host, ffmpeg, ffprobe, ...flags }: Flags) => {
      if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
        throw new NemoError("invalid-request", `--port is "${port}"; use a number from 0 to 65535.`);
      }
      const server = await serve({ port: Number(port), host, ffmpegPath: ffmpeg, ffprobePath: ffprobe });
      const terminal = new Terminal({ ...flags, quiet: false });
      terminal.result(server.url, { type: "serving", url: server.url });
      terminal.detail(`Use it with NEMO_API_URL=${server.url}; Ctrl-C ends it.`);
      if (!signal.aborted) await once(signal, "abort");
      await server.close();
    });
}
