/** A request as the backend gets it. */
export interface WireRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer;
}

/** An answer before it goes on the wire. */
export interface WireAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** The other side of the proxy. */
export type Upstream = (request: WireRequest) => Promise<WireAnswer>;

/** The request at the beginning of `bytes`, and how long it is; undefined while it is not complete. */
export function readRequest(bytes: Buffer): { request: WireRequest; length: number } | undefined {
  const headLength = bytes.indexOf("\r\n\r\n") + 4;
  if (headLength < 4) return undefined;
  const [first = "", ...lines] = bytes.toString("latin1", 0, headLength - 4).split("\r\n");
  const [method = "", path = ""] = first.split(" ");
  const headers = Object.fromEntries(
    lines.map((line) => [line.split(":", 1)[0]!.toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]),
  );
  const rest = bytes.subarray(headLength);
  const body = headers["transfer-encoding"] === "chunked" ? readChunks(rest) : readLength(rest, headers);
  return body && { request: { method, path, headers, body: body.bytes }, length: headLength + body.length };
}

function readLength(rest: Buffer, headers: Record<string, string>) {
  const length = Number(headers["content-length"] ?? 0);
  return rest.length < length ? undefined : { bytes: rest.subarray(0, length), length };
}

function readChunks(rest: Buffer): { bytes: Buffer; length: number } | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = rest.indexOf("\r\n", at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(rest.toString("latin1", at, lineEnd), 16);
    const end = lineEnd + 2 + size;
    if (rest.length < end + 2) return undefined;
    parts.push(rest.subarray(lineEnd + 2, end));
    at = end + 2;
    if (size === 0) return { bytes: Buffer.concat(parts), length: at };
  }
}

/** An answer as bytes. `lengthOff` makes its Content-Length wrong. */
export function writeAnswer(
  { status, headers, body }: WireAnswer,
  framing: "length" | "chunked",
  lengthOff = 0,
): Buffer {
  const hasBody = status !== 204 && status !== 304;
  const isChunked = framing === "chunked" && lengthOff === 0 && hasBody;
  const length = Math.max(0, body.length + lengthOff);
  const all = {
    ...headers,
    ...(isChunked ? { "transfer-encoding": "chunked" } : { "content-length": `${length}` }),
  };
  const head = `HTTP/1.1 ${status} Whatever\r\n${Object.entries(all)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("")}\r\n`;
  if (!isChunked) return Buffer.concat([Buffer.from(head), hasBody ? body : Buffer.alloc(0)]);
  const half = Math.ceil(body.length / 2);
  const chunks = [body.subarray(0, half), body.subarray(half)].filter((chunk) => chunk.length > 0);
  const framed = chunks.flatMap((chunk) => [
    Buffer.from(`${chunk.length.toString(16)}\r\n`),
    chunk,
    Buffer.from("\r\n"),
  ]);
  return Buffer.concat([Buffer.from(head), ...framed, Buffer.from("0\r\n\r\n")]);
}
