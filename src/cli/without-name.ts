import { basename, resolve } from "node:path";

/** A message about a file for a line that names the file already. */
export function withoutName(message: string, input: string): string {
  for (const name of [resolve(input), input, basename(input)]) {
    if (message.startsWith(`${name}: `)) return message.slice(name.length + 2);
    if (message.startsWith(`${name} `)) return `it ${message.slice(name.length + 1)}`;
  }
  return message;
}
