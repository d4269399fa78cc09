import { Command, CommanderError } from "commander";
import { NemoError } from "../errors/index.js";
import { addAsk } from "./commands/ask.js";
import { addBatch } from "./commands/batch.js";
import { addCheck } from "./commands/check.js";
import { addCompletion } from "./commands/completion.js";
import { addConvert } from "./commands/convert.js";
import { addCredits } from "./commands/credits.js";
import { addDoctor } from "./commands/doctor.js";
import { addEnqueue } from "./commands/enqueue.js";
import { addExport } from "./commands/export.js";
import { addMcp } from "./commands/mcp.js";
import { addPlan } from "./commands/plan.js";
import { addPresets } from "./commands/presets.js";
import { addProbe } from "./commands/probe.js";
import { addServe } from "./commands/serve.js";
import { addStatus } from "./commands/status.js";
import { addVariants } from "./commands/variants.js";
import { addVerify } from "./commands/verify.js";
import { addWorker } from "./commands/worker.js";
import { exitCodeOf } from "./exit-codes.js";
import { hintFor } from "./misplaced-words.js";
import { Terminal } from "./terminal.js";

declare const __SKILL_VERSION__: string;

/** Runs the command line; resolves with its exit code. Never rejects. */
export async function run(args: string[], signal: AbortSignal): Promise<number> {
  let exitCode = 0;
  const setExitCode = (code: number) => {
    exitCode = code;
  };
  const program = new Command("nemo-converter")
    .description("Turns any video into a right, small, playable MP4.")
    .version(__SKILL_VERSION__)
    .exitOverride()
    .showHelpAfterError("(--help shows what there is)")
    .configureHelp({ showGlobalOptions: true });
  addConvert(program, signal, setExitCode);
  addVariants(program, signal);
  addBatch(program, signal, setExitCode);
  addEnqueue(program, signal, setExitCode);
  addWorker(program, signal);
  addAsk(program, signal, setExitCode);
  addPlan(program, signal, setExitCode);
  addProbe(program, signal);
  addCheck(program, signal, setExitCode);
  addVerify(program, signal, setExitCode);
  addPresets(program);
  addCredits(program, signal);
  addStatus(program, signal);
  addExport(program, signal);
  addServe(program, signal);
  addMcp(program, signal);
  addDoctor(program, setExitCode);
  addCompletion(program);
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    const isJson = args.includes("--json");
    const terminal = new Terminal({ json: isJson, quiet: false });
    // Commander has said what is wrong already; help and version end with 0, every wrong use with 2.
    if (error instanceof CommanderError) {
      const hint = error.code === "commander.unknownCommand" ? hintFor(program.args[0]!) : undefined;
      if (hint !== undefined) process.stderr.write(`${hint}\n`);
      if (error.exitCode === 0) return 0;
      if (isJson) terminal.error(new NemoError("invalid-request", error.message.replace(/^error: /, "")));
      return 2;
    }
    terminal.error(error);
    return NemoError.isInstance(error) ? exitCodeOf(error) : 1;
  }
}
