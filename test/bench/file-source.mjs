// A finished render over loopback: `/file?bytes=…`, made of nothing so that no disk is measured.
import { Buffer } from "node:buffer";
import { createServer } from "node:http";

const piece = Buffer.alloc(1024 * 1024);

const server = createServer((request, response) => {
  let left = Number(new URL(request.url, "http://localhost").searchParams.get("bytes"));
  response.writeHead(200, { "content-type": "video/mp4", "content-length": left });
  const more = () => {
    if (left === 0) {
      response.end();
      return;
    }
    const bytes = Math.min(left, piece.length);
    left -= bytes;
    response.write(piece.subarray(0, bytes), more);
  };
  more();
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
