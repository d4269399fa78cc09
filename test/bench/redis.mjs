import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { Redis } from "ioredis";

/** Starts a Redis that keeps nothing, and stops it when `work` is done. */
export async function withRedis(work) {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  const settings = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const server = spawn("redis-server", settings, { stdio: "ignore" });
  const url = `redis://127.0.0.1:${port}`;
  try {
    await untilReachable(url);
    return await work(url);
  } finally {
    server.kill();
    await once(server, "exit");
  }
}

async function untilReachable(url) {
  const client = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
  client.on("error", () => undefined);
  try {
    await Promise.race([
      client.ping(),
      pause(20_000).then(() => Promise.reject(new Error("redis-server does not start"))),
    ]);
  } finally {
    client.disconnect();
  }
}
