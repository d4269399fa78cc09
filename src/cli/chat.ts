import { stat } from "node:fs/promises";
import { createInterface } from "node:readline";

export interface ChatOptions {
  /** One turn; resolves with its exit code, and never rejects. */
  turn: (text: string, files: string[], signal: AbortSignal) => Promise<number>;
  /** Uploaded with the first line. */
  files: string[];
  signal: AbortSignal;
}

/**
 * Reads lines and takes a turn for each until the input ends. Ctrl-C stops the turn under way; where there is none, it leaves.
 *
 * @returns the exit code of the first turn that failed, otherwise 0
 */
export async function chat({ turn, files, signal }: ChatOptions): Promise<number> {
  const isTerminal = process.stdin.isTTY;
  const lines = createInterface({
    input: process.stdin,
    terminal: isTerminal,
    output: process.stderr,
    prompt: "> ",
  });
  let current: AbortController | undefined;
  const leave = () => lines.close();
  lines.on("SIGINT", () => (current ? current.abort() : leave()));
  signal.addEventListener("abort", leave, { once: true });
  const codes: number[] = [];
  let waiting = files;
  if (isTerminal) lines.prompt();
  try {
    for await (const line of lines) {
      if (signal.aborted) break;
      if (line.trim() !== "") {
        current = new AbortController();
        const named = [...waiting, ...(await filesNamedIn(line))];
        waiting = [];
        codes.push(await turn(line, named, AbortSignal.any([signal, current.signal])));
        current = undefined;
      }
      if (isTerminal) lines.prompt();
    }
  } finally {
    signal.removeEventListener("abort", leave);
    lines.close();
  }
  return signal.aborted ? 130 : (codes.find((code) => code !== 0) ?? 0);
}

/** Who types "upload clip.mp4" here means the file; in any other sentence a name is only a name. */
async function filesNamedIn(line: string): Promise<string[]> {
  if (!/^\s*(?:(?:please )?(?:upload|import)\b|请?(?:上传|导入))/i.test(line)) return [];
  const words = line.split(/\s+/).map((word) => word.replace(/^["']|["']$/g, ""));
  const found = await Promise.all(words.map((word) => isFile(word)));
  return words.filter((_, index) => found[index]);
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
