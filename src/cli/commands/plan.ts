import type { Command } from "commander";
import { type ConvertFlags, toConvertOptions, withConvertFlags } from "../convert-flags.js";
import { createConverter } from "../create-converter.js";
import { exitCodeOf } from "../exit-codes.js";
import { refuseWords } from "../misplaced-words.js";
import { reportPlan } from "../report-result.js";
import { Terminal } from "../terminal.js";

export function addPlan(program: Command, signal: AbortSignal, setExitCode: (code: number) => void): void {
  const command = program
    .command("plan")
    .description("say what a conversion would do: route, losses, ffmpeg's arguments; nothing is done")
    .argument("<input...>", "files, or https: URLs");
  withConvertFlags(command)
    .addHelpText("after", "\nExample:\n  nemo-converter plan interview.mkv --preset web --strict")
    .action(async (inputs: string[], flags: ConvertFlags) => {
      setExitCode(await planAll(inputs, flags, signal));
    });
}

async function planAll(inputs: string[], flags: ConvertFlags, signal: AbortSignal): Promise<number> {
  const terminal = new Terminal(flags);
  const options = { ...toConvertOptions(flags), signal };
  refuseWords(inputs);
  let exitCode = 0;
  await using nemo = createConverter(flags);
  for (const input of inputs) {
    try {
      reportPlan(terminal, input, await nemo.plan(input, options));
    } catch (error) {
      terminal.error(error, input);
      exitCode = inputs.length === 1 || signal.aborted ? exitCodeOf(error) : 1;
      if (signal.aborted) break;
    }
  }
  return exitCode;
}
