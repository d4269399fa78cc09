import type { Command } from "commander";
import { type ConverterFlags, createConverter } from "../create-converter.js";
import { Terminal } from "../terminal.js";

export function addCredits(program: Command, signal: AbortSignal): void {
  program
    .command("credits")
    .description("say what is left to spend; exports are free")
    .option("--backend <name>", "local or cloud (default: local, or cloud when NEMO_TOKEN is set)")
    .option("--json", "as one JSON object", false)
    .action(async (flags: ConverterFlags & { json: boolean }) => {
      await using nemo = createConverter(flags);
      const balance = await nemo.credits.balance({ signal });
      const { available, frozen, total } = balance;
      const reserved = frozen > 0 ? `, ${frozen} reserved for work under way` : "";
      new Terminal({ ...flags, quiet: false }).result(`${available} of ${total} credits${reserved}`, {
        type: "credits",
        ...balance,
      });
    });
}
