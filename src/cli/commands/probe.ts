import type { Command } from "commander";
import { type ConverterFlags, createConverter } from "../create-converter.js";
import { describeMedia } from "../describe-media.js";
import { Terminal } from "../terminal.js";

export function addProbe(program: Command, signal: AbortSignal): void {
  program
    .command("probe")
    .description("say what a file holds")
    .argument("<input>", "a file, or an https: URL")
    .option("--ffprobe <path>", "which ffprobe to use")
    .option("--json", "as one JSON object", false)
    .action(async (input: string, flags: ConverterFlags & { json: boolean }) => {
      await using nemo = createConverter({ ...flags, backend: "local" });
      const info = await nemo.probe(input, { signal });
      new Terminal({ ...flags, quiet: false }).result(describeMedia(info).join("\n"), info);
    });
}
