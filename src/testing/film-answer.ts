import type { NemoScenario } from "./scenario.js";
import { sampleFilm } from "./sample-film.js";

const etag = '"film-1"';

/** The film as a server of files gives it: whole, or from where the client asks on. */
export function filmAnswer(
  request: Request,
  { bytes = sampleFilm(), cutAfterBytes }: NonNullable<NemoScenario["download"]>,
  isFirst: boolean,
): Response {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.get("range") ?? "")?.[1] ?? 0);
  if (from > 0 && from >= bytes.length) {
    return new Response(null, { status: 416, headers: { "content-range": `bytes */${bytes.length}` } });
  }
  const rest = bytes.subarray(from);
  const headers = {
    "content-type": "video/mp4",
    "content-length": String(rest.length),
    "accept-ranges": "bytes",
    etag,
    ...(from > 0 && { "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}` }),
  };
  const isCut = isFirst && cutAfterBytes !== undefined && cutAfterBytes < rest.length;
  const body = isCut ? cutBody(rest.subarray(0, cutAfterBytes)) : rest.slice();
  return new Response(body, { status: from > 0 ? 206 : 200, headers });
}

function cutBody(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let isSent = false;
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (isSent) controller.error(new Error("The connection was cut."));
        else controller.enqueue(bytes.slice());
        isSent = true;
      },
    },
    { highWaterMark: 0 },
  );
}
