// Takes uploads and throws them away, as fast as a loopback connection goes.
import { createServer } from "node:http";

const session = { code: 0, data: { task_id: "t", session_id: "s" } };

const server = createServer((request, response) => {
  let bytes = 0;
  request.on("data", (chunk) => (bytes += chunk.length));
  request.on("end", () => {
    const isUpload = request.url.startsWith("/api/upload-video/");
    const body = isUpload ? { code: 0, data: { name: "big.mp4", size: bytes } } : session;
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
