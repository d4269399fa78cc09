import type { Command } from "commander";
import { presets } from "../../conversion/index.js";
import { Terminal } from "../terminal.js";

export function addPresets(program: Command): void {
  program
    .command("presets")
    .description("list the intended uses, what each sets, and where the figures come from")
    .option("--json", "one JSON object a line", false)
    .addHelpText("after", "\nExample:\n  nemo-converter convert talk.mov --preset web")
    .action((flags: { json: boolean }) => {
      const terminal = new Terminal({ ...flags, quiet: false });
      for (const preset of Object.values(presets)) {
        const { name, summary, source } = preset;
        terminal.result(`${name.padEnd(10)} ${summary}\n${" ".repeat(11)}${source}`, preset);
      }
    });
}
