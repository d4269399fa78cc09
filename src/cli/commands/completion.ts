import type { Command } from "commander";
import { NemoError } from "../../errors/index.js";
import { completionScript, type Shell, shells } from "../completion-script.js";

export function addCompletion(program: Command): void {
  program
    .command("completion")
    .description("print the script that completes commands and options in your shell")
    .argument("<shell>", shells.join(", "))
    .addHelpText(
      "after",
      `
Examples:
  source <(nemo-converter completion bash)       # in ~/.bashrc
  source <(nemo-converter completion zsh)        # in ~/.zshrc
  nemo-converter completion fish > ~/.config/fish/completions/nemo-converter.fish`,
    )
    .action((shell: string) => {
      if (!shells.includes(shell as Shell)) {
        throw new NemoError(
          "invalid-request",
          `There is no completion for "${shell}"; there is for ${shells.join(", ")}.`,
        );
      }
      process.stdout.write(completionScript(program, shell as Shell));
    });
}
