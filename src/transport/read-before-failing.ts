import type { Socket } from "node:net";

type Done = (error?: Error | null) => void;

// The other end is gone: what it said last is here already, or never comes.
const gone = new Set(["EPIPE", "ECONNRESET"]);
const graceMs = 1000;

/** Whether a connection failed because the other end has left it. */
export function isGone(error: unknown): boolean {
  return error instanceof Error && gone.has((error as NodeJS.ErrnoException).code ?? "");
}

/**
 * A write that fails because the other end has closed the connection is told only when everything that came before was
 * read. Many servers refuse an upload by an answer and a close in one breath; the next write fails then, and would take
 * the answer down with the socket before anybody has read it.
 */
export function readBeforeFailing(socket: Socket): void {
  const held =
    (done: Done): Done =>
    (error) => {
      if (!isGone(error) || socket.destroyed || socket.readableEnded) {
        done(error);
        return;
      }
      const settle = () => {
        clearTimeout(timer);
        socket.off("end", settle).off("close", settle);
        done(error);
      };
      const timer = setTimeout(settle, graceMs);
      socket.once("end", settle).once("close", settle);
    };
  const write = socket._write.bind(socket);
  socket._write = (chunk, encoding, done) => write(chunk, encoding, held(done));
  const writeAll = socket._writev?.bind(socket);
  if (writeAll) socket._writev = (chunks, done) => writeAll(chunks, held(done));
}
