// A Node app that takes videos of any kind and gives MP4s back.
//
//   node examples/node-app.mjs            # listens on a free port and says which
//   curl --data-binary @clip.mov http://127.0.0.1:<port>/clip.mov -o clip.mp4
//
// The body is streamed through, whatever its size; a client that hangs up ends its conversion.
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import process from "node:process";
import { pipeline } from "node:stream/promises";
import { NemoConverter, NemoError } from "nemo-converter";
import { localBackend } from "nemo-converter/local";

const nemo = new NemoConverter({ backend: localBackend() });

const server = createServer(async (request, response) => {
  const folder = await mkdtemp(join(tmpdir(), "node-app-"));
  const hangUp = new AbortController();
  response.once("close", () => hangUp.abort());
  try {
    const name = basename(decodeURIComponent(request.url ?? "")) || "video";
    const source = { name, open: () => request };
    const { path, reasons } = await nemo.convert(source, {
      output: folder,
      preset: "web",
      signal: hangUp.signal,
    });
    response.writeHead(200, {
      "content-type": "video/mp4",
      "x-what-was-done": encodeURIComponent(reasons.join("; ")),
    });
    await pipeline(createReadStream(path), response);
  } catch (error) {
    if (response.headersSent || response.destroyed) return;
    // An error says what happened and what to do; a program can go by its code.
    const isCallers =
      NemoError.isInstance(error) && ["unsupported-file", "not-media", "no-video"].includes(error.code);
    const body = NemoError.isInstance(error) ? error.toJSON() : { message: "Something went wrong." };
    response
      .writeHead(isCallers ? 415 : 500, { "content-type": "application/json" })
      .end(JSON.stringify(body));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));

process.once("SIGTERM", async () => {
  server.close();
  await nemo.close();
});
