// Event streams over loopback: `/format/<name>/<megabytes>/…`, whatever stands behind it.
import { createServer } from "node:http";
import { eventBytesOf } from "./event-texts.mjs";

const pieceBytes = 64 * 1024;
const known = new Map();

function bytesOf(format, megabytes) {
  const key = `${format} ${megabytes}`;
  if (!known.has(key)) known.set(key, eventBytesOf(format, megabytes * 1024 * 1024));
  return known.get(key);
}

const server = createServer((request, response) => {
  const [, , format, megabytes] = request.url.split("/");
  const bytes = bytesOf(format, Number(megabytes));
  request.resume();
  response.writeHead(200, { "content-type": "text/event-stream" });
  let at = 0;
  const more = () => {
    if (at >= bytes.length) {
      response.end();
      return;
    }
    const piece = bytes.subarray(at, at + pieceBytes);
    at += pieceBytes;
    response.write(piece, more);
  };
  more();
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
