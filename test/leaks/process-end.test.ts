import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { frame } from "../support/agent-server.js";
import { says } from "../support/adk-events.js";
import { loopbackServer, openStream, sendJson } from "../support/loopback-server.js";
import { bundleScript } from "../support/script-bundle.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const script = `
  import { createTransport, Credits, Sse } from "./src/modules/index.js";
  const transport = createTransport();
  await new Credits(transport).balance();
  await new Credits(transport).balance();
  const session = { id: "s", taskId: "t" };
  for await (const event of new Sse(transport).send("x", { session })) if (event.type === "text") break;
  console.log("done");
`;

describe("R39 a process that forgets to close", () => {
  it("ends by itself when its work is done, though the server would keep the connections", async () => {
    const server = await loopbackServer((request, response) => {
      request.resume();
      if (request.url === "/run_sse") openStream(response).write(frame(says("One.")));
      else sendJson(response, { available: 1 });
    });
    const env = {
      PATH: process.env["PATH"],
      HOME: temporaryFolder(),
      NEMO_API_URL: server.url,
      NEMO_TOKEN: "my-own-token",
    };
    const child = spawn(process.execPath, [await bundleScript(script)], {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    const [code] = (await once(child, "close")) as [number | null];
    expect([code, output]).toEqual([0, "done\n"]);
    await server.untilIdle();
  });
});
