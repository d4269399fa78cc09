import { type ChildProcess, spawn } from "node:child_process";
import type { Socket } from "node:net";
import type { Writable } from "node:stream";
import { tellOfChild } from "./running-children.js";
import { environmentWith, tell } from "../options/index.js";

// The only file that starts processes.

export interface ChildOptions {
  signal?: AbortSignal;
  /** Given each piece of standard output; the output is not kept then. */
  onOutput?: (text: string) => void;
  /**
   * How bytes become text; `"latin1"` keeps each of them.
   * @default "utf8"
   */
  outputEncoding?: "utf8" | "latin1";
  /** Given each piece of standard error, of which the result has only the last part. */
  onErrors?: (text: string) => void;
  /** Files to be removed should this process die before the child ends. Undefined: the child is short and not guarded. */
  guardedFiles?: readonly string[];
}

/** How a child ended. */
export interface ChildResult {
  code: number | null;
  signal: NodeJS.Signals | null;
  output: string;
  /** The last part of standard error. */
  errors: string;
  wasAborted: boolean;
  /** Whether it was ended because it said more than can be kept. */
  isOverfull: boolean;
}

// A film with hundreds of streams and thousands of chapters says a hundredth of it.
const mostOutput = 16 * 1024 * 1024;
const mostErrors = 64 * 1024;
// ffmpeg closes its file in this time; one that does not is stuck.
const graceMs = 2000;

/**
 * Runs a program with a list of arguments, never through a shell. An abort ends it with SIGTERM, two seconds later with
 * SIGKILL; the promise settles when it is gone.
 */
export function runChild(
  command: string,
  args: readonly string[],
  options: ChildOptions = {},
): Promise<ChildResult> {
  const { signal, onOutput, outputEncoding = "utf8", onErrors, guardedFiles } = options;
  return new Promise((resolve, reject) => {
    // A process group of its own: Ctrl-C in a terminal reaches us, who decide what becomes of the child.
    const child = spawn(command, args, {
      env: childEnvironment(),
      stdio: ["ignore", "pipe", "pipe"],
      detached: !isWindows,
      windowsHide: true,
    });
    if (guardedFiles && child.pid !== undefined) tellOfChild(child.pid);
    const release = guardedFiles && child.pid !== undefined ? guard(child.pid, guardedFiles) : undefined;
    const startedAt = performance.now();
    let output = "";
    let errors = "";
    let wasAborted = false;
    let isOverfull = false;
    let killTimer: NodeJS.Timeout | undefined;
    const onAbort = () => {
      wasAborted = true;
      child.kill("SIGTERM");
      killTimer = setTimeout(() => child.kill("SIGKILL"), graceMs);
    };
    const settle = () => {
      clearTimeout(killTimer);
      signal?.removeEventListener("abort", onAbort);
    };
    child.stdout.setEncoding(outputEncoding).on("data", (text: string) => {
      if (onOutput) onOutput(text);
      else if (output.length + text.length <= mostOutput) output += text;
      else {
        isOverfull = true;
        child.kill("SIGKILL");
      }
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors = (errors + text).slice(-mostErrors);
      onErrors?.(text);
    });
    child.once("error", (error) => {
      if (child.pid !== undefined) return; // a signal that could not be sent; `close` still comes
      settle();
      reject(error);
    });
    child.once("close", (code, endSignal) => {
      settle();
      tell("nemo-converter:process", () => ({
        command,
        arguments: args,
        ...(child.pid !== undefined && { pid: child.pid }),
        ms: performance.now() - startedAt,
        exitCode: code,
        signal: endSignal,
      }));
      const result = { code, signal: endSignal, output, errors, wasAborted, isOverfull };
      // Whoever has the result may rename the file or end this process: the watchdog knows by then that all is well.
      if (release) release(() => resolve(result));
      else resolve(result);
    });
    if (signal?.aborted) onAbort();
    else signal?.addEventListener("abort", onAbort, { once: true });
  });
}

/**
 * The static builds that npm ships crash when they load the system's character tables, which they do for the names of
 * broadcasts; ffmpeg needs none of them for what is asked of it here.
 */
function childEnvironment(): NodeJS.ProcessEnv {
  return environmentWith({ GCONV_PATH: "/nonexistent" });
}

const isWindows = process.platform === "win32";

// Waits at a pipe that only we hold. A line says that the child ended; the end of the pipe without one that we died, however
// we died, and the child must not live on. No signal releases it: a runtime may close the pipe before it sends the signal.
const shellWatchdog = 'read -r _ && exit; kill -KILL "$1" 2>/dev/null; shift; rm -f -- "$@"';
const nodeWatchdog = `
process.stdin.once("data", () => process.exit()).on("end", () => {
  const [pid, ...files] = process.argv.slice(1);
  try { process.kill(Number(pid), "SIGKILL"); } catch {}
  setTimeout(() => { for (const file of files) require("node:fs").rmSync(file, { force: true }); }, 200);
});`;

/** Sees to it that `pid` does not outlive this process; returns how to call that off, which tells when it is. */
function guard(pid: number, files: readonly string[]): (onReleased: () => void) => void {
  const [command, args] = isWindows
    ? [process.execPath, ["-e", nodeWatchdog, String(pid), ...files]]
    : ["/bin/sh", ["-c", shellWatchdog, "nemo-converter-watchdog", String(pid), ...files]];
  const watchdog: ChildProcess = spawn(command, args, {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
    windowsHide: true,
  });
  watchdog.on("error", () => undefined);
  watchdog.unref();
  // Bun's pipes cannot be unref'd, and hold no process.
  const pipe: (Writable & Partial<Pick<Socket, "ref" | "unref">>) | null = watchdog.stdin;
  pipe?.on("error", () => undefined);
  pipe?.unref?.();
  return (onReleased) => {
    if (!pipe) {
      onReleased();
      return;
    }
    pipe.ref?.();
    // Called for a watchdog that is gone, too, with an error.
    pipe.write("\n", () => {
      pipe.destroy();
      onReleased();
    });
  };
}
