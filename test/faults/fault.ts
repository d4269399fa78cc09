import type { Random } from "./random.js";

/** What an answer says in place of the backend, which never hears of the request. */
export interface Refusal {
  status: number;
  headers?: Record<string, string>;
  body: string;
}

/** What happens to one exchange between the client and the backend. */
export type Fault =
  /** The connection breaks before the request was passed on: at its head, or in its body. */
  | { kind: "unreached"; how: "reset" | "end"; at: "head" | "body" }
  /** The request vanishes: nobody answers, nobody closes. */
  | { kind: "swallowed" }
  /** Answered by a layer in front of the backend. */
  | { kind: "refused"; refusal: Refusal }
  /** The backend did its work; a layer in front of it answers in its place. */
  | { kind: "replaced"; refusal: Refusal }
  /** The answer breaks off at this share of its bytes. */
  | { kind: "cut"; how: "reset" | "end"; at: number }
  /** The answer stops at this share of its bytes, and the connection stays open. */
  | { kind: "stalled"; at: number }
  /** The answer comes in pieces of so many bytes. */
  | { kind: "split"; bytes: number }
  /** Each piece comes so much later than the one before, in milliseconds. */
  | { kind: "slow"; pieces: number; ms: number }
  /** Content-Length is wrong by so many bytes. */
  | { kind: "wrong-length"; by: number };

/** Faults that a client has to get through without anybody noticing. */
export function isGentle(fault: Fault): boolean {
  return fault.kind === "split" || (fault.kind === "slow" && fault.pieces * fault.ms <= 5_000);
}

const page = "<!DOCTYPE html><html><body><h1>Bad Gateway</h1></body></html>";
const json = { "content-type": "application/json" };
const html = { "content-type": "text/html" };
const envelope = (code: number) => JSON.stringify({ code, message: `code ${code}` });

/** What a backend says that did not do what it was asked. */
const refusals: readonly Refusal[] = [
  { status: 429, headers: json, body: envelope(429) },
  { status: 429, headers: { ...json, "retry-after": "2" }, body: "" },
  { status: 429, headers: { ...json, "retry-after": "86400" }, body: envelope(429) },
  { status: 401, headers: json, body: '{"detail":"Unauthorized"}' },
  { status: 404, headers: json, body: '{"detail":"Session not found"}' },
  { status: 403, headers: { "content-type": "application/xml" }, body: "<Error>Request has expired</Error>" },
  { status: 413, headers: html, body: page },
  { status: 422, headers: json, body: '{"detail":[{"loc":["body"],"msg":"field required"}]}' },
  { status: 302, headers: { location: "/elsewhere" }, body: "" },
  { status: 418, body: "\u0000\uFFFD" },
  ...[1001, 1002, 2001, 4001, 4002, 400, 402, 9999].map((code) => ({
    status: 200,
    headers: json,
    body: envelope(code),
  })),
];

/** What may also stand in the place of an answer to a request that was carried out. */
const breakdowns: readonly Refusal[] = [
  { status: 500, headers: json, body: '{"detail":"Internal Server Error"}' },
  { status: 502, headers: html, body: page },
  { status: 503, headers: { ...html, "retry-after": "1" }, body: page },
  { status: 504, body: "" },
  { status: 200, headers: html, body: page },
  { status: 200, headers: json, body: '{"code":0,"data":' },
  { status: 200, headers: json, body: "null" },
  { status: 200, headers: json, body: '{"code":0,"data":{"unexpected":true}}' },
];

export function drawFault(random: Random): Fault {
  const how = random.pick(["reset", "end"] as const);
  switch (random.integer(0, 9)) {
    case 0:
      return { kind: "unreached", how, at: random.pick(["head", "body"] as const) };
    case 1:
      return { kind: "swallowed" };
    case 2:
      return { kind: "refused", refusal: random.pick([...refusals, ...breakdowns]) };
    case 3:
      return { kind: "refused", refusal: random.pick(refusals) };
    case 4:
      return { kind: "replaced", refusal: random.pick(breakdowns) };
    case 5:
    case 6:
      return { kind: "cut", how, at: random.next() };
    case 7:
      return { kind: "stalled", at: random.next() };
    case 8:
      return random.chance(0.5)
        ? { kind: "split", bytes: random.pick([1, 1, 2, 3, 7, 64]) }
        : {
            kind: "slow",
            pieces: random.integer(1, 12),
            ms: random.pick([1, 50, 400, 5_000, 40_000, 400_000]),
          };
    default:
      return { kind: "wrong-length", by: random.pick([-40, -7, -1, 1, 9, 4096]) };
  }
}
