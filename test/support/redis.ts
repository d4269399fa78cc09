import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll } from "vitest";

let isInstalled: boolean | undefined;

/** Whether tests that need a Redis can run; where they cannot, a line says what is missing. */
export function hasRedis(): boolean {
  isInstalled ??= findRedis();
  return isInstalled;
}

function findRedis(): boolean {
  try {
    execFileSync("redis-server", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    console.warn(
      "Skipped what needs a Redis: there is no redis-server. Install it: apt-get install redis-server",
    );
    return false;
  }
}

/** A Redis of one's own, which keeps nothing. */
export class RedisServer {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #folder: string;

  private constructor(port: number, child: ChildProcess, folder: string) {
    this.port = port;
    this.#child = child;
    this.#folder = folder;
  }

  static async start({ password, port }: { password?: string; port?: number } = {}): Promise<RedisServer> {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), "nemo-redis-"));
    const own = port ?? (await freePort());
    const settings = [
      "--port",
      String(own),
      "--bind",
      "127.0.0.1",
      "--dir",
      folder,
      "--save",
      "",
      "--appendonly",
      "no",
    ];
    const child = spawn("redis-server", [...settings, ...(password ? ["--requirepass", password] : [])], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
    for (let waited = 0; !said.includes("eady to accept connections"); waited += 20) {
      if (child.exitCode !== null || waited > 15_000) throw new Error(`redis-server did not start: ${said}`);
      await pause(20);
    }
    return new RedisServer(own, child, folder);
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, "exit");
      this.#child.kill("SIGKILL");
      await ended;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

/** A Redis for all tests of a file. */
export function sharedRedis(): { url: () => string } {
  let server: RedisServer | undefined;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server?.stop());
  return { url: () => server!.url };
}
