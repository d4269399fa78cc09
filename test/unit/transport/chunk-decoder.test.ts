import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ChunkDecoder } from "../../../src/transport/chunk-decoder.js";

function decode(chunks: readonly Uint8Array[]): string {
  const decoder = new ChunkDecoder();
  return chunks.map((chunk) => decoder.decode(chunk)).join("") + decoder.end();
}

/** What the platform makes of the whole. */
function whole(chunks: readonly Uint8Array[]): string {
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function cutEverywhere(bytes: Uint8Array): Uint8Array[][] {
  return Array.from({ length: bytes.length + 1 }, (_, at) => [bytes.subarray(0, at), bytes.subarray(at)]);
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe("ChunkDecoder", () => {
  it("puts characters together that were cut at any byte", () => {
    const text = "data: cut 3 é 导出视频 🎬 done";
    for (const chunks of cutEverywhere(bytesOf(text))) expect(decode(chunks)).toBe(text);
  });

  it("leaves out a byte order mark at the beginning only, wherever it is cut", () => {
    const bytes = bytesOf("\uFEFFdata: a\uFEFFb");
    for (const chunks of cutEverywhere(bytes)) expect(decode(chunks)).toBe("data: a\uFEFFb");
    expect(decode(["plain", "\uFEFFb"].map(bytesOf))).toBe("plain\uFEFFb");
    expect(decode(["", "\uFEFFb"].map(bytesOf))).toBe("b");
  });

  it("makes U+FFFD of what is no UTF-8, and of a character that never ends", () => {
    expect(decode([Uint8Array.of(0x61, 0xff), bytesOf("b")])).toBe("a\uFFFDb");
    expect(decode([bytesOf("a"), Uint8Array.of(0xe5, 0xaf)])).toBe("a\uFFFD");
  });

  it("is the same as decoding the whole, whatever the bytes and the chunks are", () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 8 }).map(bytesOf),
      fc.string({ unit: "binary", maxLength: 4 }).map(bytesOf),
      fc.uint8Array({ maxLength: 4 }),
      fc
        .constantFrom("\uFEFF", "导", "🎬")
        .chain((text) => fc.nat({ max: 4 }).map((end) => bytesOf(text).subarray(0, end))),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (chunks) => {
        expect(decode(chunks)).toBe(whole(chunks));
      }),
      { numRuns: 2000 },
    );
  });
});
