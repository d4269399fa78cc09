import { connect, type Socket } from "node:net";

/** What came back over a connection until the other side closed it. */
export interface RawAnswer {
  /** Undefined where there was no answer. */
  status: number | undefined;
  head: string;
  body: string;
}

/** A connection on which anything can be said, and what was said on the other side until it closed. */
export function rawConnection(url: string): { socket: Socket; answer: Promise<RawAnswer> } {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const answer = new Promise<RawAnswer>((resolve) => {
    const chunks: Buffer[] = [];
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    // Whoever is refused may see a reset behind the answer.
    socket.on("error", () => undefined);
    socket.on("close", () => {
      const text = Buffer.concat(chunks).toString("utf8");
      const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
      const [head = "", ...rest] = text.split("\r\n\r\n");
      resolve({
        status: status === undefined ? undefined : Number(status),
        head,
        body: rest.join("\r\n\r\n"),
      });
    });
  });
  return { socket, answer };
}

/** Sends `lines` as the head of a request, then `body`, and reads until the connection is closed. */
export function rawRequest(url: string, lines: readonly string[], body = ""): Promise<RawAnswer> {
  const { socket, answer } = rawConnection(url);
  socket.write(`${[...lines, "Connection: close"].join("\r\n")}\r\n\r\n${body}`);
  return answer;
}
