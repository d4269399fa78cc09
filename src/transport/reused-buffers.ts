import type { OnReadOpts, Socket } from "node:net";

const bufferBytes = 512 * 1024;
// As much as Node itself asks for at once.
const leastRoom = 64 * 1024;

interface Reused {
  bytes: Buffer;
  /** Full ones wait to be taken by who reads, and those that were taken wait until they are given back. */
  state: "free" | "full" | "taken";
}

/**
 * Memory that the body of one answer is read into again and again. Node allocates 64 KiB for each read instead, its parser
 * copies them, and the collector is kept busy with both.
 */
export class ReusedBuffers {
  /** What `net.Socket` takes as its option of this name. */
  readonly onread: OnReadOpts;
  readonly #buffers: Reused[] = [];
  #turn = 0;
  #filled = 0;
  #socket: Socket | undefined;
  #isPaused = false;
  #onBytes: ((chunk: Buffer) => void) | undefined;
  #onFull: (() => void) | undefined;

  constructor() {
    const read = (socket: Socket, bytes: number, into: Uint8Array) => this.#read(socket, bytes, into);
    this.onread = {
      buffer: () => this.#room(),
      // Node calls it with the socket as `this`.
      callback(this: Socket, bytes: number, into: Uint8Array) {
        return read(this, bytes, into);
      },
    };
  }

  /** Whether the runtime reads through them at all. */
  get isUsed(): boolean {
    return this.#socket !== undefined;
  }

  /**
   * From the next read on nothing of the connection reaches `node:http` any more.
   *
   * @param onBytes given all that comes
   * @param onFull told when a buffer is full, and has to be taken
   */
  begin(onBytes: (chunk: Uint8Array) => void, onFull: () => void): void {
    this.#onBytes = onBytes;
    this.#onFull = onFull;
    for (let each = 0; each < 2; each += 1) {
      this.#buffers.push({ bytes: Buffer.allocUnsafeSlow(bufferBytes), state: "free" });
    }
  }

  /** What filled a buffer so far is somebody's, until `release()`. */
  take(): void {
    for (const buffer of this.#buffers) if (buffer.state === "full") buffer.state = "taken";
  }

  /** What was taken is no longer needed. */
  release(): void {
    for (const buffer of this.#buffers) if (buffer.state === "taken") buffer.state = "free";
    if (!this.#isPaused || this.#buffers[this.#turn]!.state !== "free") return;
    this.#isPaused = false;
    this.#socket?.resume();
  }

  /** Where the next read goes. */
  #room(): Buffer {
    const buffer = this.#buffers[this.#turn];
    return buffer ? buffer.bytes.subarray(this.#filled) : Buffer.allocUnsafeSlow(leastRoom);
  }

  /** Returns whether to go on reading. */
  #read(socket: Socket, bytes: number, into: Uint8Array): boolean {
    this.#socket = socket;
    const chunk = Buffer.from(into.buffer, into.byteOffset, bytes);
    if (!this.#onBytes) {
      // A socket that is read this way tells nobody of data, and `node:http` waits for exactly that.
      socket.emit("data", chunk);
      return true;
    }
    this.#onBytes(chunk);
    const buffer = this.#buffers[this.#turn]!;
    // The first one after the beginning went where `node:http` was read to.
    if (buffer.bytes.buffer !== into.buffer) return true;
    this.#filled += bytes;
    if (bufferBytes - this.#filled >= leastRoom) return true;
    buffer.state = "full";
    this.#turn = (this.#turn + 1) % this.#buffers.length;
    this.#filled = 0;
    this.#onFull?.();
    this.#isPaused = this.#buffers[this.#turn]!.state !== "free";
    return !this.#isPaused;
  }
}
