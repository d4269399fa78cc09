import { NemoError } from "../errors/index.js";
import { type Notice, type Progress, readEnvironment } from "../options/index.js";
import { fitLine } from "./fit-line.js";
import { duration, fileSize } from "./units.js";

export interface TerminalOptions {
  json: boolean;
  quiet: boolean;
  /** Where results go. Default: standard output. */
  out?: NodeJS.WritableStream;
}

/** What a command says: results on standard output, everything else on standard error. */
export class Terminal {
  /** Whether standard output carries a film. */
  readonly isPiped: boolean;
  readonly #json: boolean;
  readonly #quiet: boolean;
  readonly #isLive: boolean;
  readonly #isColored: boolean;
  readonly #out: NodeJS.WritableStream;
  #shownLines = 0;

  constructor({ json, quiet, out = process.stdout }: TerminalOptions) {
    this.#out = out;
    this.isPiped = out !== process.stdout;
    this.#json = json;
    this.#quiet = quiet;
    this.#isLive = process.stderr.isTTY && !json && !quiet;
    this.#isColored = this.#isLive && !readEnvironment().noColor;
  }

  /** @param text for people @param object for programs, one line */
  result(text: string, object: object): void {
    this.#clearBar();
    this.#out.write(this.#json ? `${JSON.stringify(object)}\n` : `${text}\n`);
  }

  detail(text: string): void {
    if (this.#json || this.#quiet) return;
    this.#clearBar();
    process.stderr.write(`${this.#dim(text)}\n`);
  }

  notice({ kind, message }: Notice, input: string): void {
    if (this.#json) this.#event({ type: "notice", input, kind, message });
    else this.detail(message);
  }

  /** A bar on a terminal, lines for programs, nothing in a pipe. */
  progress(progress: Progress, input: string): void {
    if (this.#json) {
      this.#event({ type: "progress", input, ...progress });
      return;
    }
    if (!this.#isLive) return;
    const { stage, percent = 0, speed, remainingMs } = progress;
    const width = 24;
    const filled = Math.round((percent / 100) * width);
    const bar = "█".repeat(filled) + "░".repeat(width - filled);
    const pace =
      speed === undefined ? "" : stage === "render" ? ` ${speed.toFixed(1)}x` : ` ${fileSize(speed)}/s`;
    const left = remainingMs === undefined ? "" : ` ${duration(remainingMs / 1000)} left`;
    this.show([`${bar} ${percent.toFixed(0).padStart(3)} % ${stage}${pace}${left}`]);
  }

  /** Lines at the bottom of a terminal in place of those that were there; nothing elsewhere. */
  show(lines: readonly string[]): void {
    if (!this.#isLive) return;
    const columns = process.stderr.columns || 80;
    const rows = process.stderr.rows || 24;
    // What does not fit cannot be taken back.
    const shown = lines.slice(0, Math.max(1, rows - 1)).map((line) => fitLine(line, columns - 1));
    process.stderr.write(this.#clearing() + shown.join("\n"));
    this.#shownLines = shown.length;
  }

  get isJson(): boolean {
    return this.#json;
  }

  get isLive(): boolean {
    return this.#isLive;
  }

  error(error: unknown, input?: string): void {
    this.#clearBar();
    const known = NemoError.isInstance(error) ? error : undefined;
    const message = known?.message ?? (error instanceof Error ? error.message : String(error));
    if (this.#json) {
      const { code = "unexpected", isRetryable = false, charged = "unknown", action, details } = known ?? {};
      const body = { type: "error", input, code, message, isRetryable, charged, action, details };
      this.#out.write(`${JSON.stringify(body)}\n`);
      return;
    }
    process.stderr.write(`${this.#red("error:")} ${message}\n`);
    // The message of a missing ffmpeg is the line to run already.
    if (known && !message.includes(known.action.message)) process.stderr.write(`  ${known.action.message}\n`);
  }

  /** For programs alone: one line beside the results. */
  event(event: object): void {
    if (this.#json) this.#event(event);
  }

  #event(event: object): void {
    if (!this.#quiet) process.stderr.write(`${JSON.stringify(event)}\n`);
  }

  #clearBar(): void {
    if (this.#shownLines > 0) process.stderr.write(this.#clearing());
    this.#shownLines = 0;
  }

  #clearing(): string {
    return this.#shownLines === 0 ? "" : `\r\x1b[2K${"\x1b[1A\x1b[2K".repeat(this.#shownLines - 1)}`;
  }

  #dim(text: string): string {
    return this.#isColored ? `\x1b[2m${text}\x1b[22m` : text;
  }

  #red(text: string): string {
    return this.#isColored ? `\x1b[31m${text}\x1b[39m` : text;
  }
}
