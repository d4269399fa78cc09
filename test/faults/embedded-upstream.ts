import { request as ask } from "node:http";
import type { Upstream } from "./wire.js";

/** Passes requests on to a server on a port, whole. */
export function upstreamAt(origin: string): Upstream {
  return ({ method, path, headers, body }) =>
    new Promise((resolve, reject) => {
      const { "transfer-encoding": _, connection: __, ...passed } = headers;
      const exchange = ask(
        `${origin}${path}`,
        { method, agent: false, headers: { ...passed, "content-length": body.length } },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on("error", reject);
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.on("end", () => {
            const {
              connection: ___,
              "content-length": ____,
              "transfer-encoding": _____,
              ...named
            } = answer.headers;
            const given = Object.entries(named).map(([name, value]) => [name, String(value)]);
            const answered = Object.fromEntries(given) as Record<string, string>;
            resolve({ status: answer.statusCode ?? 500, headers: answered, body: Buffer.concat(chunks) });
          });
        },
      );
      exchange.on("error", reject);
      exchange.end(body);
    });
}
