import { drawFault, type Fault, isGentle } from "./fault.js";
import { Random } from "./random.js";

/** What a client is asked to do while all this happens to it. */
export const operationNames = [
  "balance",
  "anonymous",
  "state",
  "message",
  "leave",
  "ask",
  "upload",
  "export",
  "download",
  "convert",
] as const;
export type OperationName = (typeof operationNames)[number] | "embedded";

export const exchangeKinds = [
  "token",
  "session",
  "message",
  "upload",
  "credits",
  "state",
  "render",
  "status",
  "film",
] as const;
export type ExchangeKind = (typeof exchangeKinds)[number];

export interface Rule {
  /** Which exchanges it is for. */
  on: ExchangeKind;
  /** The how-manieth of them, from 0; `"every"` for all. */
  nth: number | "every";
  fault: Fault;
}

/** How the host of the films behaves. */
export interface FilmHost {
  validator: "strong" | "weak" | "date" | "none";
  /** Whether it can go on in the middle of a file. */
  hasRanges: boolean;
  /** Whether it looks at `If-Range`; one that does not names the version of each part. */
  heedsIfRange: boolean;
  /** The how-manieth answer is the first of another version of the film. */
  changesAt?: number;
  /** The how-manieth answer has another range than was asked for. */
  wrongRangeAt?: number;
  /** Whether the status names a link, or the film is to be had at the backend's own address alone. */
  hasLink: boolean;
}

/** Somebody on our side ends it in the middle. */
export interface Interruption {
  how: "abort" | "close";
  /** When so many exchanges have begun. */
  atExchange: number;
}

export interface Schedule {
  seed: number;
  operation: OperationName;
  rules: Rule[];
  film: FilmHost;
  /** How the bodies of answers end. */
  framing: "length" | "chunked";
  renderFailures: number;
  interruption?: Interruption;
  /** For what an operation varies by itself. */
  variant: number;
}

const reached: Record<OperationName, readonly ExchangeKind[]> = {
  balance: ["credits"],
  anonymous: ["token", "credits"],
  state: ["session", "state"],
  message: ["session", "message"],
  leave: ["session", "message"],
  ask: ["session", "state", "credits", "message"],
  upload: ["session", "upload"],
  export: ["session", "state", "render", "status", "film"],
  download: ["film"],
  convert: ["session", "upload", "state", "message", "render", "status", "film"],
  embedded: ["session", "upload", "state", "message", "render", "status", "film"],
};

/**
 * A lie that HTTP has nothing against cannot be told from the truth: a film whose length is understated, an upload that somebody
 * else says yes to. Only a conversion looks at what it got.
 */
function tellable(on: ExchangeKind, operation: OperationName, fault: Fault): Fault {
  if (fault.kind === "wrong-length" && on === "film" && operation !== "convert") {
    return { ...fault, by: Math.abs(fault.by) };
  }
  const isYes =
    (fault.kind === "refused" || fault.kind === "replaced") && /unexpected|^null$/.test(fault.refusal.body);
  return isYes && (on === "upload" || on === "render") ? { kind: "swallowed" } : fault;
}

/** The same seed always gives the same schedule. */
export function drawSchedule(seed: number, embeddedShare: number): Schedule {
  const random = new Random(seed);
  const operation = random.chance(embeddedShare) ? "embedded" : random.pick(operationNames);
  const kinds = reached[operation];
  const count = random.pick([0, 1, 1, 1, 2, 2, 3, 5]);
  const rules = Array.from({ length: count }, (): Rule => {
    const nth = random.pick([0, 0, 0, 0, 1, 1, 2, 3, "every"] as const);
    const on = random.pick(kinds);
    return { on, nth, fault: tellable(on, operation, drawFault(random)) };
  });
  return {
    seed,
    operation,
    rules,
    film: {
      validator: random.pick(["strong", "strong", "weak", "date", "none"]),
      hasRanges: random.chance(0.8),
      heedsIfRange: random.chance(0.8),
      ...(random.chance(0.2) && { changesAt: random.integer(1, 2) }),
      ...(random.chance(0.1) && { wrongRangeAt: random.integer(1, 2) }),
      hasLink: random.chance(0.8),
    },
    framing: random.pick(["length", "chunked"]),
    renderFailures: random.pick([0, 0, 0, 0, 1, 2]),
    ...(random.chance(0.15) && {
      interruption: { how: random.pick(["abort", "close"]), atExchange: random.integer(0, 8) },
    }),
    variant: random.integer(0, 2 ** 30),
  };
}

/** Whether nothing stands in the way of success. */
export function mustSucceed({ rules, interruption, renderFailures }: Schedule): boolean {
  return rules.every(({ fault }) => isGentle(fault)) && !interruption && renderFailures < 2;
}
