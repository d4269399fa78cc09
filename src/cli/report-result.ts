import { basename } from "node:path";
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
  more: { variant?: string } = {},
): void {
  const { path, bytes, source, route, verification, reasons, losses, warnings, receiptPath } = result;
  const before = source.bytes === undefined ? "" : `, was ${fileSize(source.bytes)}`;
  const verdict = verification.level === "none" ? "not verified" : "verified";
  const how = { copy: "copied", partial: "partly copied", encode: "encoded" }[route];
  for (const reason of reasons) terminal.detail(`  ${reason}`);
  for (const { message } of losses) terminal.detail(`  lost: ${message}`);
  for (const warning of warnings) terminal.detail(`  note: ${warning}`);
  if (receiptPath !== undefined) terminal.detail(`  receipt: ${receiptPath}`);
  const text = `${basename(input)} → ${path} (${fileSize(bytes)}${before}, ${how}, ${verdict})`;
  terminal.result(text, { type: "result", input, ...more, ...result });
}
