// Answers every request with a balance, as small as an answer of the backend gets.
import { createServer } from "node:http";

const body = JSON.stringify({ code: 0, message: "ok", data: { available: 87.5, frozen: 0, total: 100 } });

const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, { "content-type": "application/json", "content-length": body.length }).end(body);
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
