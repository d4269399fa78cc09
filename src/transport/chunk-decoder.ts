/**
 * UTF-8 that comes in chunks, which may end anywhere inside a character, as text. What is not UTF-8 becomes U+FFFD; a byte order
 * mark at the beginning is left out.
 *
 * A `TextDecoder` takes ASCII seven times faster where it need not remember the end of a chunk (Node 20; 1.7 against 12 GB/s), and
 * most streams are nothing else. So each chunk is taken for ASCII until one is not.
 */
export class ChunkDecoder {
  readonly #ascii = new TextDecoder();
  #any: TextDecoder | undefined;
  #isFirst = true;

  decode(chunk: Uint8Array): string {
    const text = this.#any ? undefined : this.#ascii.decode(chunk);
    if (text !== undefined && isAscii(text, chunk)) {
      this.#isFirst &&= text === "";
      return text;
    }
    // All before was ASCII, which leaves nothing open. Only the stream's own beginning can have a byte order mark.
    this.#any ??= new TextDecoder("utf-8", { ignoreBOM: !this.#isFirst });
    return this.#any.decode(chunk, { stream: true });
  }

  /** What is left of a character that never became complete. */
  end(): string {
    return this.#any?.decode() ?? "";
  }
}

/** Whatever else is in UTF-8 takes more bytes than it gives characters, and a wrong byte gives U+FFFD. */
function isAscii(text: string, { byteLength }: Uint8Array): boolean {
  return text.length === byteLength && !text.includes("\uFFFD");
}
