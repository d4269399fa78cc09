import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { builtFile } from "./built-package.js";
import { makeClip } from "./clips.js";
import { lavfi, x264 } from "./convert-clip.js";
import { hasRedis, RedisServer } from "./redis.js";

const picture = lavfi("testsrc2=size=320x180:rate=25:duration=1");
const tone = lavfi("sine=frequency=440:sample_rate=48000:duration=1");

/** The files that the pages speak of. */
const files: Readonly<Record<string, string[]>> = {
  "holiday.mov": [...picture, ...tone, ...x264, "-c:a", "pcm_s16le"],
  "interview.mkv": [...picture, ...tone, ...x264, "-c:a", "ac3"],
  "screen.webm": [...picture, ...tone, "-c:v", "libvpx", "-c:a", "libvorbis"],
  "upload.mp4": [...picture, ...tone, ...x264, "-c:a", "aac"],
  "music.mp3": [...tone, "-c:a", "libmp3lame"],
};
const copies: Readonly<Record<string, string>> = {
  "master.mov": "holiday.mov",
  "talk.mov": "holiday.mov",
  "clip.mov": "holiday.mov",
  "clip.mkv": "interview.mkv",
  "会议.mkv": "interview.mkv",
  "footage/a.mkv": "interview.mkv",
  "footage/b.mkv": "interview.mkv",
};

export interface Ran {
  code: number | null;
  out: string;
}

/** Somebody who tries what the pages say: a folder with the files they speak of, the built package, and a cloud nearby. */
export class Reader {
  readonly #folder = mkdtempSync(join(realpathSync(tmpdir()), "nemo-reader-"));
  readonly #media = join(this.#folder, "media");
  readonly #bin = join(this.#folder, "bin");
  #server: ChildProcess | undefined;
  #url = "";
  #redis: RedisServer | undefined;

  async open(): Promise<void> {
    mkdirSync(join(this.#media, "footage"), { recursive: true });
    for (const [name, args] of Object.entries(files)) await makeClip(join(this.#media, name), ...args);
    for (const [name, from] of Object.entries(copies))
      cpSync(join(this.#media, from), join(this.#media, name));
    mkdirSync(this.#bin);
    const nemo = `exec ${JSON.stringify(process.execPath)} ${JSON.stringify(builtFile("cli.js"))}`;
    this.#command("nemo-converter", `${nemo} "$@"`);
    this.#command("npx", `[ "$1" = nemo-converter ] || exit 0; shift; ${nemo} "$@"`);
    // What is installed is here already.
    for (const installer of ["npm", "apt-get"]) this.#command(installer, "exit 0");
    const packages = join(this.#folder, "node_modules");
    mkdirSync(join(packages, "@modelcontextprotocol"), { recursive: true });
    symlinkSync(resolve("."), join(packages, "nemo-converter"));
    for (const name of ["ai", "bullmq", "msw", "vitest", "zod", "@modelcontextprotocol/sdk", "@types"])
      symlinkSync(resolve("node_modules", name), join(packages, name));
    this.#server = spawn(process.execPath, [builtFile("cli.js"), "serve"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [url] = (await once(this.#server.stdout!.setEncoding("utf8"), "data")) as [string];
    this.#url = url.trim();
    if (hasRedis()) this.#redis = await RedisServer.start();
  }

  async close(): Promise<void> {
    const ended = this.#server && once(this.#server, "exit");
    this.#server?.kill("SIGTERM");
    await ended;
    await this.#redis?.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** A place in which the package can be imported. */
  place(name: string): string {
    return join(this.#folder, name);
  }

  async run(language: string, code: string): Promise<Ran> {
    const cwd = join(this.#folder, crypto.randomUUID());
    cpSync(this.#media, cwd, { recursive: true });
    const file = join(cwd, language === "sh" ? "block.sh" : "block.mjs");
    writeFileSync(file, code);
    const [command, args] = language === "sh" ? ["bash", ["-e", file]] : [process.execPath, [file]];
    const child = spawn(command, args, {
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: `${this.#bin}:${process.env["PATH"] ?? ""}`,
        HOME: join(this.#folder, "home"),
        NEMO_API_URL: this.#url,
        ...(this.#redis && { NEMO_REDIS_URL: this.#redis.url }),
      },
    });
    let out = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => (out += text));
    const [exit] = (await once(child, "close")) as [number | null];
    rmSync(cwd, { recursive: true });
    return { code: exit, out };
  }

  #command(name: string, script: string): void {
    const path = join(this.#bin, name);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
  }
}
