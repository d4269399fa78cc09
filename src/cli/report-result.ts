import { basename } from "node:path";
import type { ConversionPlan } from "../conversion/index.js";
import { NemoError } from "../errors/index.js";
import type { ConversionResult } from "../nemo-converter.js";
import type { Terminal } from "./terminal.js";
import { fileSize } from "./units.js";

/** What `--verify` means. */
export function depthOf(verify = "quick"): boolean | "full" {
  if (verify === "quick") return true;
  if (verify === "full") return "full";
  if (verify === "none") return false;
  throw new NemoError("invalid-request", `--verify is "${verify}"; use quick, full or none.`);
}

/** Says what became of a conversion. */
export function reportResult(
  terminal: Terminal,
  input: string,
  result: ConversionResult,
  { isBrief = false, ...more }: { variant?: string; type?: string; isBrief?: boolean } = {},
): void {
  const { path, bytes, source, route, verification, reasons, losses, warnings, receiptPath } = result;
  const before = source.bytes === undefined ? "" : `, was ${fileSize(source.bytes)}`;
  const verdict = verification.level === "none" ? "not verified" : "verified";
  const how = { copy: "copied", partial: "partly copied", encode: "encoded" }[route];
  for (const reason of isBrief ? [] : reasons) terminal.detail(`  ${reason}`);
  for (const { message, sidecar } of losses) {
    terminal.detail(`  lost: ${message}${sidecar === undefined ? "" : ` Kept in ${sidecar}.`}`);
  }
  for (const warning of warnings) terminal.detail(`  note: ${warning}`);
  if (receiptPath !== undefined) terminal.detail(`  receipt: ${receiptPath}`);
  const text = `${basename(input)} → ${path} (${fileSize(bytes)}${before}, ${how}, ${verdict})`;
  terminal.result(text, { type: "result", input, ...more, ...result });
}

/** Says what a conversion would do. */
export function reportPlan(
  terminal: Terminal,
  input: string,
  plan: ConversionPlan,
  { output }: { output?: string } = {},
): void {
  const { route, streams, losses, passes, inputArguments, estimate, warnings } = plan;
  const how = { copy: "copy", partial: "copy in part", encode: "encode" }[route];
  const lines = [
    `${basename(input)}${output === undefined ? "" : ` → ${output}`}: ${how}, about ${fileSize(estimate.bytes)} in ${Math.ceil(estimate.seconds)} s`,
    ...streams.map(({ index, action, reason }) => `  ${index}: ${action}, ${reason}`),
    ...losses.map(({ kind, message }) => `  loses ${kind}: ${message}`),
    ...warnings.map((warning) => `  note: ${warning}`),
    ...passes.map((pass) => `  ffmpeg ${[...inputArguments, "-i", input, ...pass].map(quoted).join(" ")}`),
  ];
  terminal.result(lines.join("\n"), {
    ...{ type: "plan", input, ...plan },
    ...(output !== undefined && { output }),
  });
}

/** As a shell takes it. */
function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", String.raw`'\''`)}'`;
}
