import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { NemoConverter } from "../../src/nemo-converter.js";
import type { MediaInput } from "../../src/options/index.js";
import { Random } from "./random.js";
import type { OperationName, Schedule } from "./schedule.js";
import { balance, finalText, type ScriptedBackend } from "./scripted-backend.js";

/** What an operation has to do with. */
export interface Bench {
  nemo: NemoConverter;
  backend: ScriptedBackend;
  /** Its own, empty at the beginning. */
  folder: string;
  schedule: Schedule;
  /** A small clip, for the embedded backend. */
  clip: string;
  signal: AbortSignal;
}

/** Does it; gives what is wrong with a success, if anything. */
type Operation = (bench: Bench) => Promise<string | undefined>;

const expect = (holds: boolean, otherwise: string) => (holds ? undefined : otherwise);
const same = (actual: unknown, expected: unknown, what: string) =>
  expect(
    JSON.stringify(actual) === JSON.stringify(expected),
    `${what} is ${JSON.stringify(actual)}, and not ${JSON.stringify(expected)}`,
  );

export const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
export const outputName = "film.mp4";

export const operations: Record<OperationName, Operation> = {
  balance: async ({ nemo, signal }) => same(await nemo.credits.balance({ signal }), balance, "the balance"),

  anonymous: async ({ nemo, signal, backend, folder }) => {
    const found = same(await nemo.credits.balance({ signal }), balance, "the balance");
    const files = await readdir(join(folder, "config"));
    const kept = files.find((name) => name.startsWith("token-"));
    const stored = kept === undefined ? "{}" : await readFile(join(folder, "config", kept), "utf8");
    const { token = "" } = JSON.parse(stored) as { token?: string };
    return found ?? expect(backend.tokens.includes(token), "the token that is kept is none that was given");
  },

  state: async ({ nemo, signal }) =>
    same((await nemo.state.get({ signal })).draft?.t?.length, 1, "the number of tracks"),

  message: async ({ nemo, signal, backend }) => {
    let last: unknown;
    for await (const event of nemo.sse.send("Trim it", { signal })) last = event;
    return (
      same(last, { type: "end", text: finalText, silent: false }, "the last event") ??
      same(backend.messages.length, 1, "the number of messages")
    );
  },

  leave: async ({ nemo, signal, schedule: { variant } }) => {
    let events = 0;
    for await (const event of nemo.sse.send("Trim it", { signal })) {
      events += 1;
      if (events > variant % 5 || event.type === "end") break;
    }
    return expect(events > 0, "there was no event");
  },

  ask: async ({ nemo, signal, backend }) => {
    const { text, outcome } = await nemo.ask("Trim the first 2 seconds", { signal });
    return (
      expect(text !== "", "the reply is silent") ??
      expect(
        outcome !== "applied" || backend.messages.length === 1,
        `the reply says ${outcome}, and ${backend.messages.length} messages arrived`,
      )
    );
  },

  upload: async ({ nemo, signal, backend, folder, schedule: { variant } }) => {
    const random = new Random(variant);
    const bytes = random.bytes(random.pick([1, 100, 5_000, 70_000]));
    const path = join(folder, "source.mp4");
    await writeFile(path, bytes);
    const inputs: MediaInput[] = [
      path,
      new Blob([new Uint8Array(bytes)], { type: "video/mp4" }),
      { name: "source.mp4", open: () => chunksOf(bytes) },
      { name: "source.mp4", size: bytes.length, open: () => chunksOf(bytes) },
    ];
    await nemo.upload.file(random.pick(inputs), { signal });
    const arrived = backend.uploads.at(-1);
    return expect(arrived?.equals(bytes) ?? false, "what arrived is not the file");
  },

  export: async ({ nemo, signal, folder }) => {
    const { path, bytes } = await nemo.export({ output: join(folder, outputName), signal });
    return same(
      [path, bytes],
      [join(folder, outputName), (await readFile(join(folder, outputName))).length],
      "path",
    );
  },

  download: async ({ nemo, signal, folder, backend, schedule: { film, variant } }) => {
    const origin = backend.origin;
    const job = {
      id: "render_1",
      status: "completed",
      raw: {},
      ...(film.hasLink && { url: `${origin}/files/a.mp4` }),
    };
    const path = join(folder, outputName);
    const overwrite = variant % 3 === 0;
    if (overwrite) await writeFile(path, "before");
    const onExists = overwrite ? "overwrite" : "fail";
    const { bytes } = await nemo.render.download(job, path, { signal, onExists });
    return same(bytes, (await readFile(path)).length, "the number of bytes");
  },

  convert: async ({ nemo, signal, folder, backend }) => {
    const bytes = backend.films[0]!;
    const input = { name: "clip.mp4", size: bytes.length, open: () => chunksOf(bytes) };
    const result = await nemo.convert(input, { output: join(folder, outputName), signal });
    return (
      same(result.bytes, (await readFile(join(folder, outputName))).length, "the number of bytes") ??
      expect(backend.messages.length > 0, "there is a result without a message")
    );
  },

  embedded: async ({ nemo, signal, folder, clip }) => {
    const { verification, bytes } = await nemo.convert(clip, { output: join(folder, outputName), signal });
    return (
      expect(verification.ok, "the result was not verified") ??
      same(bytes, (await readFile(join(folder, outputName))).length, "the number of bytes")
    );
  },
};

async function* chunksOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 16_384) {
    yield await Promise.resolve(bytes.subarray(at, at + 16_384));
  }
}
