import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeChanges, summarizeTimeline } from "../../src/conversation/later.js";
import { NemoError } from "../../src/errors/index.js";
import { createTransport, Credits, Render, Sessions, State, Upload } from "../../src/modules/index.js";
import { attempts, patience } from "./runs.js";

const keys = fc.constantFrom(
  ..."code,data,message,error,detail,msg,state,draft,t,tt,sg,d,m,video_infos,canvas_config,generated_media".split(
    ",",
  ),
  ..."available,frozen,total,token,task_id,session_id,user_id,status,output,url,outputUrl,progress,files,name".split(
    ",",
  ),
  ..."text,volume,start,end,duration,id,media_info,speed,size,__proto__,constructor,prototype,toString".split(
    ",",
  ),
);
const leaf = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1,
    1e308,
    -1e308,
    5e-324,
    2 ** 53,
    0.1,
    "",
    "0",
    "-5",
    "1e999",
  ),
  fc.constantFrom(
    "completed",
    "failed",
    "https://cdn.test/a.mp4",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "\0",
  ),
  fc.double({ noNaN: true }),
  fc.string({ unit: "binary", maxLength: 20 }),
);
const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.array(fc.tuple(keys, tie("value")), { maxLength: 6 }).map((entries) => {
      // As JSON.parse has it: a key "__proto__" is a key like any other.
      const object: object = {};
      for (const [key, value] of entries)
        Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
      return object;
    }),
  ),
}));
const json = anyValue.map((value) => JSON.stringify(value));
const bodies = fc.oneof(
  json,
  json.map((data) => `{"code":0,"data":${data}}`),
  json.map((state) => `{"code":0,"data":{"state":${state}}}`),
  json.map((draft) => `{"code":0,"data":{"state":{"draft":${draft}}}}`),
  json.map((files) => `{"code":0,"data":{"files":${files}}}`),
  json.map((output) => `{"status":"completed","output":${output}}`),
  fc.tuple(json, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1))),
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "<!DOCTYPE html><title>502</title>",
    "",
    " ",
    "\ufeff{}",
    "NaN",
    '{"code":0',
    '{"code":"1001"}',
  ),
);
const statuses = fc.constantFrom(200, 200, 200, 201, 400, 401, 402, 404, 413, 422, 429, 500, 502, 503);

const session = { id: "sess-1", taskId: "task-1" };

/** Everything that reads an answer, each with a connection that gets `body`. */
const readers: [string, (fetchAnswer: typeof fetch) => Promise<unknown>][] = [
  ["credits", (answer) => using(answer, (transport) => new Credits(transport).balance())],
  ["a new session", (answer) => using(answer, (transport) => new Sessions(transport).create())],
  [
    "the state",
    (answer) => using(answer, (transport) => new State(transport, new Sessions(transport)).get({ session })),
  ],
  [
    "a render",
    (answer) =>
      using(answer, (transport) => new Render(transport, new Sessions(transport)).status("render_1")),
  ],
  [
    "an upload",
    (answer) =>
      using(answer, (transport) => {
        const urls = ["https://cdn.test/a.mp4"];
        return new Upload(transport, new Sessions(transport)).urls(urls, { session });
      }),
  ],
];

async function using<T>(
  answer: typeof fetch,
  work: (transport: ReturnType<typeof createTransport>) => Promise<T>,
): Promise<T> {
  const transport = createTransport({
    baseUrl: "https://backend.test",
    token: "nmv_usr_0123456789abcdef",
    persistToken: false,
    fetch: answer,
    timing: { rateLimitMs: 0, requestTimeoutMs: 5000 },
  });
  try {
    return await work(transport);
  } finally {
    transport.close();
  }
}

describe.each(readers)("R39 a server that answers anything: %s", (_name, read) => {
  it(
    "gives what was read, or a NemoError, and pollutes nothing",
    async () => {
      await fc.assert(
        fc.asyncProperty(bodies, statuses, async (body, status) => {
          const answer = () => Promise.resolve(new Response(body, { status }));
          const failure: unknown = await read(answer).then(
            () => undefined,
            (error: unknown) => error,
          );
          if (failure !== undefined)
            expect(NemoError.isInstance(failure) ? "NemoError" : failure).toBe("NemoError");
          expect(Object.keys(Object.prototype)).toEqual([]);
          expect(({} as { data?: unknown }).data).toBeUndefined();
        }),
        attempts(20),
      );
    },
    patience,
  );

  it("does not run out of stack on JSON of any depth", async () => {
    for (const deep of [
      `${"[".repeat(200_000)}${"]".repeat(200_000)}`,
      `${'{"t":'.repeat(200_000)}1${"}".repeat(200_000)}`,
    ]) {
      for (const body of [
        deep,
        `{"code":0,"data":${deep}}`,
        `{"code":0,"data":{"state":{"draft":${deep}}}}`,
      ]) {
        const failure = await read(() => Promise.resolve(new Response(body))).catch(
          (error: unknown) => error,
        );
        expect(failure).toMatchObject({ code: "malformed-response" });
      }
    }
  });

  it("does not count brackets that stand in a text", async () => {
    const body = JSON.stringify({ code: 400, message: '[{"\\['.repeat(1000) });
    const failure = await read(() => Promise.resolve(new Response(body))).catch((error: unknown) => error);
    expect(failure).toMatchObject({ backendCode: 400 });
  });
});

describe("R39 a body without end", () => {
  it("is given up at 64 MiB", async () => {
    let pulled = 0;
    const piece = new Uint8Array(1024 * 1024).fill(0x20);
    const answer = () => {
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          pulled += 1;
          if (pulled > 200) controller.close();
          else controller.enqueue(piece);
        },
      });
      return Promise.resolve(new Response(body));
    };
    const failure = await readers[0]![1](answer).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "malformed-response" });
    expect(pulled).toBeLessThan(70);
  });
});

describe("R20 R23 drafts of any form", () => {
  it(
    "are summed up and compared without an error",
    () => {
      const draft = anyValue.map((t) => ({ t }) as never);
      fc.assert(
        fc.property(draft, draft, (before, after) => {
          expect(typeof summarizeTimeline(before)).toBe("string");
          expect(summarizeTimeline(after)).not.toMatch(/NaN|undefined|\[object/);
          const state = (value: unknown) =>
            ({ draft: value, videoInfos: [], canvasConfig: {}, generatedMedia: [], raw: {} }) as never;
          for (const language of ["en", "zh"] as const) {
            const said = describeChanges(state(before), state(after), language);
            expect(said.every((line) => line !== "" && !/NaN|undefined|\[object/.test(line))).toBe(true);
          }
        }),
        attempts(300),
      );
    },
    patience,
  );
});
