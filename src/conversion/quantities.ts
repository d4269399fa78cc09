/**
 * Numbers as people write them. All functions are pure and answer undefined for what they cannot read. Units are decimal
 * (1 kB is 1000 bytes, 1 kb/s is 1000 bits per second) unless written in binary (KiB, MiB, GiB).
 */

const decimal: Record<string, number> = { "": 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 };
const binary: Record<string, number> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** `"4000k"`, `"4M"`, `"4 Mbps"`, `"4Mb/s"`, `"500kB/s"` (bytes), `4000000` to bits per second. */
export function parseBitrate(input: number | string): number | undefined {
  if (typeof input === "number") return positive(input);
  const text = input.trim().replaceAll(",", "");
  const match =
    /^([\d.]+)\s*(?:([kmg]?)\s*(?:b(?:its?)?(?:\/s|ps| per second)?)?|(kilo|mega)?bytes?(?:\/s| per second))$/i.exec(
      text,
    );
  if (!match) return undefined;
  const factor = decimal[(match[2] ?? match[3]?.[0] ?? "").toLowerCase()];
  return scaled(match[1]!, factor !== undefined && isByteRate(text) ? factor * 8 : factor);
}

/** Whether a rate is one of bytes: only in capitals does `B` stand for bytes, and `KBPS` is shouted bits. */
export function isByteRate(text: string): boolean {
  return /bytes?|字节/i.test(text) || /B(?:\/|ps|\s(?:per|a)\s|每)/.test(text);
}

/** `"500MB"`, `"1.5 GiB"`, `"800k"`, `500000000` to bytes. */
export function parseSize(input: number | string): number | undefined {
  if (typeof input === "number") return positive(input);
  const match = /^([\d.]+)\s*([kmgt]?)(i?)(?:bytes?|b)?$/i.exec(input.trim().replaceAll(",", ""));
  if (!match) return undefined;
  const prefix = match[2]!.toLowerCase();
  const factor = match[3] ? binary[prefix] : decimal[prefix];
  return scaled(match[1]!, factor);
}

/** `"1080"`, `"1080p"`, `1080` to pixels. */
export function parsePixels(input: number | string): number | undefined {
  const value = typeof input === "number" ? input : /^(\d+)(?:p|px)?$/i.exec(input.trim())?.[1];
  return value === undefined ? undefined : positiveInteger(Number(value));
}

/** `"48k"`, `"44.1 kHz"`, `48000` to Hz. */
export function parseSampleRate(input: number | string): number | undefined {
  if (typeof input === "number") return positiveInteger(input);
  const match = /^([\d.]+)\s*(k?)(?:hz)?$/i.exec(input.trim());
  const value = match && scaled(match[1]!, match[2] ? 1000 : 1);
  return value ? positiveInteger(value) : undefined;
}

/** `"1:02:03.5"`, `"1:30"`, `"90s"`, `90` to seconds. */
export function parseTime(input: number | string): number | undefined {
  if (typeof input === "number") return Number.isFinite(input) && input >= 0 ? input : undefined;
  const text = input.trim();
  const clock = /^(?:(\d+):)?([0-5]?\d):([0-5]?\d(?:\.\d+)?)$/.exec(text);
  if (clock) return Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  const units =
    /^(?:(\d+(?:\.\d+)?)\s*h)?\s*(?:(\d+(?:\.\d+)?)\s*m(?:in)?)?\s*(?:(\d+(?:\.\d+)?)\s*(?:s|sec)?)?$/i.exec(
      text,
    );
  if (!units || text === "") return undefined;
  return Number(units[1] ?? 0) * 3600 + Number(units[2] ?? 0) * 60 + Number(units[3] ?? 0);
}

function scaled(digits: string, factor: number | undefined): number | undefined {
  if (factor === undefined || !/^\d+(?:\.\d+)?$/.test(digits)) return undefined;
  return positive(Number(digits) * factor);
}

/** Bits and bytes are whole; what no file can have is no quantity. */
function positive(value: number): number | undefined {
  return positiveInteger(Math.round(value));
}

function positiveInteger(value: number): number | undefined {
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
