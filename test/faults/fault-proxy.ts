import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import type { DrivenClock } from "./driven-clock.js";
import type { Fault, Refusal } from "./fault.js";
import type { ExchangeKind, Schedule } from "./schedule.js";
import { readRequest, type Upstream, type WireRequest, writeAnswer } from "./wire.js";

/** What passes through the proxy during one schedule. */
export interface Passage {
  schedule: Schedule;
  clock: DrivenClock;
  upstream: Upstream;
  /** Told of each exchange that begins; `number` counts all of them from 0. */
  onExchange: (number: number) => void;
}

const paths: [RegExp, ExchangeKind][] = [
  [/^POST \/api\/auth\/anonymous-token$/, "token"],
  [/^POST \/api\/tasks\//, "session"],
  [/^POST \/run_sse$/, "message"],
  [/^POST \/api\/upload-video\//, "upload"],
  [/^GET \/api\/credits\//, "credits"],
  [/^GET \/api\/state\//, "state"],
  [/^POST \/api\/render\/proxy\/lambda$/, "render"],
  [/^GET \/api\/render\/proxy\/lambda\//, "status"],
  [/^GET \/(files\/|api\/render\/proxy\/[^/]+\/download)/, "film"],
];

export function kindOf({ method, path }: Pick<WireRequest, "method" | "path">): ExchangeKind | undefined {
  return paths.find(([pattern]) => pattern.test(`${method} ${path}`))?.[1];
}

/** A server of raw sockets between the client and a backend, which does to each exchange what the schedule says. */
export class FaultProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #passage: Passage | undefined;
  #exchanges = 0;
  #counts = new Map<ExchangeKind | undefined, number>();

  constructor() {
    this.#server = createServer({ noDelay: true }, (socket) => this.#take(socket));
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    this.reset();
    return new Promise((resolve) => void this.#server.close(() => resolve()));
  }

  begin(passage: Passage): void {
    this.#passage = passage;
    this.#exchanges = 0;
    this.#counts.clear();
  }

  /** Connections that the client holds. */
  get open(): number {
    return this.#sockets.size;
  }

  /** Lets go of the schedule and of whatever connection is left. */
  reset(): void {
    this.#passage = undefined;
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }

  #take(socket: Socket): void {
    const passage = this.#passage;
    if (!passage) {
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => {
      this.#sockets.delete(socket);
      passage.clock.note();
    });
    let received = Buffer.alloc(0);
    let isAnswering = false;
    let fault: Fault | undefined;
    let isNamed = false;
    const read = () => {
      if (isAnswering || socket.destroyed) return;
      if (!isNamed && received.includes("\r\n\r\n")) {
        isNamed = true;
        fault = this.#begin(received, passage);
      }
      if (isNamed && fault?.kind === "unreached" && fault.at === "head") {
        end(socket, fault.how);
        return;
      }
      const complete = readRequest(received);
      if (!complete) return;
      received = received.subarray(complete.length);
      isAnswering = true;
      isNamed = false;
      void this.#answer(socket, complete.request, fault, passage).then((isOpen) => {
        isAnswering = false;
        if (isOpen) read();
      });
    };
    socket.on("data", (chunk) => {
      passage.clock.note();
      received = Buffer.concat([received, chunk]);
      read();
    });
    socket.on("end", () => socket.end());
  }

  /** An exchange begins: the fault that is meant for it. */
  #begin(received: Buffer, { schedule, onExchange }: Passage): Fault | undefined {
    const [method = "", path = ""] = received.toString("latin1", 0, received.indexOf("\r\n")).split(" ");
    const kind = kindOf({ method, path });
    const nth = this.#counts.get(kind) ?? 0;
    this.#counts.set(kind, nth + 1);
    const number = this.#exchanges;
    this.#exchanges += 1;
    onExchange(number);
    return schedule.rules.find((rule) => rule.on === kind && (rule.nth === "every" || rule.nth === nth))
      ?.fault;
  }

  /** Gives whether the connection is good for another request. */
  async #answer(
    socket: Socket,
    request: WireRequest,
    fault: Fault | undefined,
    { upstream, schedule, clock }: Passage,
  ): Promise<boolean> {
    if (fault?.kind === "unreached") return end(socket, fault.how);
    if (fault?.kind === "swallowed") return false;
    const answered =
      fault?.kind === "refused"
        ? toAnswer(fault.refusal)
        : await upstream(request).finally(() => clock.note());
    const answer = fault?.kind === "replaced" ? toAnswer(fault.refusal) : answered;
    const wire = writeAnswer(answer, schedule.framing, fault?.kind === "wrong-length" ? fault.by : 0);
    const until =
      fault?.kind === "cut" || fault?.kind === "stalled" ? Math.floor(wire.length * fault.at) : wire.length;
    await send(socket, wire.subarray(0, until), fault, clock);
    if (fault?.kind === "cut") return end(socket, fault.how);
    if (fault?.kind === "stalled") return false;
    const isLast =
      request.headers["connection"] === "close" || (fault?.kind === "wrong-length" && fault.by > 0);
    if (isLast) socket.end();
    return !isLast;
  }
}

async function send(
  socket: Socket,
  bytes: Buffer,
  fault: Fault | undefined,
  clock: DrivenClock,
): Promise<void> {
  const isSlow = fault?.kind === "slow";
  const pieceBytes = isSlow
    ? Math.ceil(bytes.length / fault.pieces)
    : fault?.kind === "split"
      ? fault.bytes
      : bytes.length;
  // Splitting the whole of a film byte by byte shows no more than splitting its beginning.
  const most = 2_000;
  for (let at = 0, count = 0; at < bytes.length && !socket.destroyed; count += 1) {
    const until = count < most ? at + pieceBytes : bytes.length;
    if (isSlow) await clock.pause(fault.ms);
    socket.write(bytes.subarray(at, until));
    clock.note();
    if (fault?.kind === "split") await new Promise((resolve) => setImmediate(resolve));
    at = until;
  }
}

function end(socket: Socket, how: "reset" | "end"): false {
  if (how === "end") socket.end();
  // What was written goes out before the reset, as far as it can.
  else if (socket.writableLength === 0) socket.resetAndDestroy();
  else socket.write("", () => socket.resetAndDestroy());
  return false;
}

function toAnswer({ status, headers = {}, body }: Refusal) {
  return { status, headers, body: Buffer.from(body) };
}
