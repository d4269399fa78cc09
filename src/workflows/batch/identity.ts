import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import type { ConversionSpec } from "../../conversion/index.js";

// Of a longer file only samples are read: its ends, which hold the index, and blocks between them.
const wholeUpTo = 4 << 20;
const endBytes = 1 << 20;
const blockBytes = 64 << 10;
const blocks = 8;

/**
 * What a file is known by whatever it is called and wherever it lies: its size and its content, of which a longer one is
 * sampled. Two videos that agree in ten places and in their size are the same video.
 */
export async function fingerprintOf(path: string): Promise<string> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const hash = createHash("sha256").update(`${size}\n`);
    const buffer = Buffer.alloc(Math.min(size, endBytes));
    for (const { at, length } of samplesOf(size)) {
      const { bytesRead } = await file.read(buffer, 0, length, at);
      hash.update(buffer.subarray(0, bytesRead));
    }
    return hash.digest("hex").slice(0, 32);
  } finally {
    await file.close();
  }
}

function samplesOf(size: number): { at: number; length: number }[] {
  if (size <= wholeUpTo) {
    const count = Math.ceil(size / endBytes);
    return Array.from({ length: count }, (_, index) => {
      const at = index * endBytes;
      return { at, length: Math.min(endBytes, size - at) };
    });
  }
  const step = (size - 2 * endBytes) / (blocks + 1);
  const between = Array.from({ length: blocks }, (_, index) => ({
    at: Math.floor(endBytes + step * (index + 1)),
    length: blockBytes,
  }));
  return [{ at: 0, length: endBytes }, ...between, { at: size - endBytes, length: endBytes }];
}

/** The same for specs that mean the same, in whatever order they say it. */
export function specDigest(
  spec: ConversionSpec,
  { keepLarger = false }: { keepLarger?: boolean } = {},
): string {
  const text = JSON.stringify(canonical({ spec, keepLarger }));
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, canonical(each)]),
  );
}
