import { spawn } from "node:child_process";
import { builtFile } from "./built-package.js";
import { temporaryFolder } from "./temporary-folder.js";

export interface CommandResult {
  code: number | null;
  out: string;
  err: string;
}

export interface CommandOptions {
  cwd?: string;
  env?: Record<string, string>;
  uid?: number;
  /** Given each piece of standard error. */
  onError?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs the built command line as a user does, with a home of its own. */
export function nemo(args: string[], options: CommandOptions = {}): Promise<CommandResult> {
  const { cwd = temporaryFolder(), uid, onError } = options;
  const env = { PATH: process.env["PATH"] ?? "", HOME: cwd, ...options.env };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [builtFile("cli.js"), ...args], {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      ...(uid !== undefined && { uid }),
    });
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      err += text;
      onError?.(text, (signal) => child.kill(signal));
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, out, err }));
  });
}

export function jsonLines(text: string): Record<string, unknown>[] {
  const lines = text.split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}
