import { NemoError } from "../errors/index.js";

const refused = /^(?:NOAUTH|WRONGPASS|NOPERM|ERR (?:invalid password|AUTH|Client sent AUTH))/;

/** Why Redis could not be used, with its place and without its password. */
export function redisError(error: unknown, { hostname, port }: URL): NemoError {
  if (NemoError.isInstance(error)) return error;
  const { message = String(error), code } = (error ?? {}) as { message?: string; code?: string };
  const place = `${hostname}:${port || "6379"}`;
  const details = {
    host: hostname,
    port: Number(port || 6379),
    ...(code !== undefined && { systemCode: code }),
  };
  if (refused.test(message)) {
    return new NemoError("network", `Redis at ${place} refused the user or the password.`, {
      details,
      isRetryable: false,
      action: { kind: "report", message: "Check the user and the password in the Redis URL." },
    });
  }
  return new NemoError(
    "network",
    `Redis at ${place} cannot be reached${code === undefined ? "" : ` (${code})`}.`,
    {
      details,
      action: {
        kind: "retry",
        message: "Start it (apt-get install redis-server, or any service), or check the Redis URL.",
      },
    },
  );
}
