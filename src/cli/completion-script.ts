import type { Command } from "commander";

/** The shells that can be served. */
export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

interface Entry {
  name: string;
  description: string;
  flags: { long: string; description: string }[];
}

/** What completes commands and options in a shell; files are left to the shell itself. */
export function completionScript(program: Command, shell: Shell): string {
  const entries = program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    flags: command.options
      .filter(({ long, hidden }) => long && !hidden)
      .map(({ long, description }) => ({ long: long!, description })),
  }));
  return shell === "fish" ? fishScript(entries) : bashScript(entries, shell === "zsh");
}

function bashScript(entries: readonly Entry[], isZsh: boolean): string {
  const cases = entries.map(
    ({ name, flags }) => `    ${name}) words="${[...flags.map(({ long }) => long), "--help"].join(" ")}" ;;`,
  );
  return [
    ...(isZsh ? ["autoload -U +X compinit && compinit", "autoload -U +X bashcompinit && bashcompinit"] : []),
    "_nemo_converter() {",
    '  local words="" current="${COMP_WORDS[COMP_CWORD]}"',
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    words="${entries.map(({ name }) => name).join(" ")} --help --version"`,
    '  else case "${COMP_WORDS[1]}" in',
    ...cases,
    "  esac; fi",
    '  case "$COMP_CWORD,$current" in',
    '    1,*|*,-*) COMPREPLY=($(compgen -W "$words" -- "$current")) ;;',
    "    *) COMPREPLY=() ;;",
    "  esac",
    "}",
    "complete -o default -F _nemo_converter nemo-converter",
    "",
  ].join("\n");
}

function fishScript(entries: readonly Entry[]): string {
  const lines = entries.flatMap(({ name, description, flags }) => [
    `complete -c nemo-converter -n __fish_use_subcommand -a ${name} -d ${quoted(description)}`,
    ...flags.map(
      (flag) =>
        `complete -c nemo-converter -n '__fish_seen_subcommand_from ${name}' -l ${flag.long.slice(2)} -d ${quoted(flag.description)}`,
    ),
  ]);
  return `${lines.join("\n")}\n`;
}

/** As fish takes it: only the quote and the backslash mean something within single quotes. */
function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", String.raw`\'`)}'`;
}
