import type { Command } from "commander";
import { type ConverterFlags, createConverter } from "../create-converter.js";
import { Terminal } from "../terminal.js";

interface Flags extends ConverterFlags {
  session?: string;
  json: boolean;
}

export function addStatus(program: Command, signal: AbortSignal): void {
  program
    .command("status")
    .description("say what is on a project's timeline, and what became of messages whose answer was lost")
    .option(
      "--session <id>",
      "the project, as `ask` names it (default: messages of all projects, no timeline)",
    )
    .option("--backend <name>", "local or cloud (default: local, or cloud when NEMO_TOKEN is set)")
    .option("--json", "one JSON object a line", false)
    .addHelpText("after", "\nExample:\n  nemo-converter status --session 6f1c…")
    .action((flags: Flags) => tellStatus(flags, signal));
}

const outcomes = {
  applied: "was carried out",
  "not-applied": "was not carried out",
  unknown: "may have been carried out",
};

async function tellStatus({ session: id, ...flags }: Flags, signal: AbortSignal): Promise<void> {
  const terminal = new Terminal({ ...flags, quiet: false });
  await using nemo = createConverter(flags);
  const session = id === undefined ? undefined : { id, taskId: "" };
  const settled = await nemo.turns.settle({ ...(session && { session }), signal });
  for (const turn of settled) {
    const { sentAt, sessionId, outcome = "unknown" } = turn;
    const sent = new Date(sentAt).toISOString();
    terminal.result(`A message of ${sent} ${outcomes[outcome]} (project ${sessionId}).`, {
      type: "turn",
      ...turn,
    });
  }
  if (session) {
    const { text, timeline } = await nemo.ask("status", { session, signal });
    terminal.result(text, { type: "status", session: id, ...(timeline !== undefined && { timeline }) });
  } else if (settled.length === 0) {
    const text =
      "No message waits for its answer. With --session, as `ask` names it, a project's timeline is told.";
    terminal.result(text, { type: "status" });
  }
}
