import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { ApiError, notFound } from "./api-error.js";

/** A file as an answer, with one range if that is asked for (RFC 9110, section 14). */
export async function sendFile(path: string | undefined, request: Request): Promise<Response> {
  const file = path === undefined ? undefined : await open(path, "r").catch(() => undefined);
  if (!file) throw notFound("such file any more");
  try {
    const { size, mtimeMs } = await file.stat();
    const etag = `"${size.toString(16)}-${Math.round(mtimeMs).toString(16)}"`;
    const range = rangeOf(request, etag, size);
    const [start, end] = range ?? [0, size - 1];
    const headers: Record<string, string> = {
      "content-type": "video/mp4",
      "content-length": String(end - start + 1),
      "accept-ranges": "bytes",
      etag,
      ...(range && { "content-range": `bytes ${start}-${end}/${size}` }),
    };
    if (request.method === "HEAD") {
      await file.close();
      return new Response(null, { headers });
    }
    const stream = file.createReadStream({ start, end, highWaterMark: 1024 * 1024 });
    const body = Readable.toWeb(stream) as ReadableStream<Uint8Array>;
    return new Response(body, { status: range ? 206 : 200, headers });
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** The asked-for range; undefined for the whole file, also when it is not the version that was asked about. */
function rangeOf(request: Request, etag: string, size: number): [number, number] | undefined {
  const match = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get("range") ?? "");
  const condition = request.headers.get("if-range");
  if (!match || (condition !== null && condition !== etag)) return undefined;
  const start = Number(match[1]);
  const end = match[2] ? Math.min(Number(match[2]), size - 1) : size - 1;
  if (start > end) {
    throw new ApiError(416, 416, "The range is not in the file.", { "content-range": `bytes */${size}` });
  }
  return [start, end];
}
