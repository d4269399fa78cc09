import { basename } from "node:path";
import type { NemoError } from "../errors/index.js";
import type { BatchEvent, BatchSummary } from "../nemo-converter.js";
import type { Progress } from "../options/index.js";
import { reportPlan, reportResult } from "./report-result.js";
import type { Terminal } from "./terminal.js";
import { duration, fileSize } from "./units.js";
import { withoutName } from "./without-name.js";

// Faster than that nobody reads.
const redrawMs = 100;
// The others were named as they failed.
const mostFailures = 50;
const barWidth = 24;

/** What a batch says on the command line while it goes on, and at its end. */
export class BatchView {
  readonly #terminal: Terminal;
  readonly #underWay = new Map<string, Progress | undefined>();
  #drawnAt = 0;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  tell(event: BatchEvent): void {
    const { type, input, progress } = event;
    if (type === "file-start") this.#underWay.set(input, undefined);
    else if (type === "file-progress") this.#underWay.set(input, progress);
    else if (type !== "canary-passed" && type !== "canary-failed") this.#underWay.delete(input);
    this.#say(event);
    this.#draw(event);
  }

  finish(summary: BatchSummary): void {
    const { total, done, skipped, failed, bytesBefore, bytesAfter, reportPath, warnings = [] } = summary;
    const sizes = done === 0 ? "" : ` (${fileSize(bytesBefore)} became ${fileSize(bytesAfter)})`;
    const lines = [
      `${total === 1 ? "1 file" : `${total} files`}: ${done} done${sizes}, ${skipped} skipped, ${failed.length} failed`,
      ...failed.slice(0, mostFailures).flatMap(({ input, error }) => failureLines(input, error)),
      ...(failed.length > mostFailures ? [`  and ${failed.length - mostFailures} more`] : []),
      ...warnings.map((warning) => `note: ${warning}`),
      ...(reportPath === undefined ? [] : [`report: ${reportPath}`]),
    ];
    this.#terminal.result(lines.join("\n"), { type: "summary", ...summary });
  }

  #say(event: BatchEvent): void {
    const { type, input, result, error, plan } = event;
    const terminal = this.#terminal;
    if (type === "file-start" || type === "file-progress") terminal.event(event);
    else if (type === "file-done" && result) reportResult(terminal, input, result, { type, isBrief: true });
    else if (plan) reportPlan(terminal, input, plan, { output: event.output });
    else if (type === "file-skipped") {
      terminal.result(`${basename(input)} skipped: ${event.reason ?? "it was done before"}`, event);
    } else if (type === "file-failed" && error) {
      terminal.result(`${basename(input)} failed: ${withoutName(error.message, input)}`, event);
    } else if (type === "canary-passed" && !terminal.isJson) {
      terminal.detail(`${basename(input)} came out well, the first of its kind`);
    } else if (!terminal.isJson) {
      terminal.result(`${basename(input)} failed, the first of its kind: the others are not tried`, event);
    } else terminal.result("", event);
  }

  #draw({ overall }: BatchEvent): void {
    const now = Date.now();
    if (!this.#terminal.isLive || now - this.#drawnAt < redrawMs) return;
    this.#drawnAt = now;
    const { finished = 0, total, percent, speed, remainingMs } = overall ?? {};
    const count = total === undefined ? `${finished} files` : `${finished} of ${total} files`;
    const pace = speed === undefined ? "" : ` ${fileSize(Math.round(speed))}/s`;
    const left = remainingMs === undefined ? "" : ` ${duration(remainingMs / 1000)} left`;
    const files = [...this.#underWay].map(([input, progress]) => {
      const { stage = "inspect", percent: share = 0, speed: rate } = progress ?? {};
      const times = stage === "render" && rate !== undefined ? ` ${rate.toFixed(1)}x` : "";
      return `${bar(share)} ${share.toFixed(0).padStart(3)} % ${basename(input)} ${stage}${times}`;
    });
    const share =
      percent === undefined ? "" : `${bar(percent)} ${Math.floor(percent).toFixed(0).padStart(3)} % `;
    this.#terminal.show([`${share}${count}${pace}${left}`, ...files]);
  }
}

function bar(percent: number): string {
  const filled = Math.round((percent / 100) * barWidth);
  return "█".repeat(filled) + "░".repeat(barWidth - filled);
}

function failureLines(input: string, { code, message, action }: NemoError): string[] {
  return [`  ${input}: ${withoutName(message, input)} (${code})`, `    ${action.message}`];
}
