import type { Command } from "commander";
import { NemoError } from "../../errors/index.js";
import { type ConverterFlags, createConverter } from "../create-converter.js";
import { Terminal } from "../terminal.js";
import { fileSize } from "../units.js";

interface Flags extends ConverterFlags {
  session?: string;
  output?: string;
  overwrite?: boolean;
  json: boolean;
  quiet: boolean;
}

export function addExport(program: Command, signal: AbortSignal): void {
  program
    .command("export")
    .description("render a project of the cloud as it stands, and download it; free of charge")
    .requiredOption("--session <id>", "the project, as `ask` names it")
    .option("-o, --output <path>", "where the film goes (default: nowhere; its signed link is printed)")
    .option("-y, --overwrite", "replace a file that is there", false)
    .option("--backend <name>", "local or cloud (default: local, or cloud when NEMO_TOKEN is set)")
    .option("--json", "one JSON object a line", false)
    .option("-q, --quiet", "results and errors only", false)
    .addHelpText("after", "\nExample:\n  nemo-converter export --session 6f1c… -o film.mp4")
    .action((flags: Flags) => exportSession(flags, signal));
}

async function exportSession(flags: Flags, signal: AbortSignal): Promise<void> {
  const { session = "", output, overwrite } = flags;
  if (session === "") throw new NemoError("invalid-request", "--session is empty; `ask` names the project.");
  const terminal = new Terminal(flags);
  await using nemo = createConverter(flags);
  const result = await nemo.export({
    session: { id: session, taskId: "" },
    signal,
    onProgress: (progress) => terminal.progress(progress, session),
    ...(output !== undefined && { output }),
    ...(overwrite && { onExists: "overwrite" as const }),
  });
  const { path, bytes = 0, url, losses = [], warnings = [] } = result;
  const text =
    path === undefined ? (url ?? "rendered; the backend gave no link") : `${path} (${fileSize(bytes)})`;
  for (const { message } of losses) terminal.detail(`lost: ${message}`);
  for (const warning of warnings) terminal.detail(`note: ${warning}`);
  terminal.result(text, { type: "export", session, ...result });
}
