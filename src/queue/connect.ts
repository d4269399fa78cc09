import { Redis } from "ioredis";
import { NemoError } from "../errors/index.js";
import type { QueuePlace } from "./queue-options.js";
import { redisError } from "./redis-error.js";

const connectTimeoutMs = 5000;
const longestPauseMs = 2000;

/** A queue that can be reached. */
export interface Connection {
  redis: Redis;
  url: URL;
  name: string;
  prefix: string;
  close(): Promise<void>;
}

/**
 * Connects to Redis once; from then on it connects again by itself.
 *
 * @param mostAttempts after so many of them without success in a row it is given up
 * @throws NemoError `network` when it cannot be reached or refuses the password, `invalid-request` for a URL that is none
 */
export async function connect(
  { redis: address, queue = "nemo-converter", prefix = "bull" }: QueuePlace,
  { mostAttempts = Infinity }: { mostAttempts?: number } = {},
): Promise<Connection> {
  const url = parse(address);
  if (queue === "" || queue.includes(":")) {
    throw new NemoError("invalid-request", `The queue's name is "${queue}"; use one without a colon.`);
  }
  let isConnected = false;
  let last: unknown;
  const redis = new Redis(url.href, {
    connectTimeout: connectTimeoutMs,
    lazyConnect: true,
    // Blocking commands wait for longer than any number of retries.
    maxRetriesPerRequest: null,
    retryStrategy: (times) =>
      isConnected && times <= mostAttempts ? Math.min(times * 100, longestPauseMs) : null,
  });
  // Without a listener each of them would be printed; whoever uses the connection hears of it by its own command.
  redis.on("error", (error: unknown) => {
    last = error;
  });
  try {
    await redis.connect();
    // A server that wants a password lets anybody connect.
    await redis.ping();
  } catch (error) {
    redis.disconnect();
    throw redisError(last ?? error, url);
  }
  isConnected = true;
  const close = async () => {
    await redis.quit().catch(() => redis.disconnect());
  };
  return { redis, url, name: queue, prefix, close };
}

function parse(address: string | URL): URL {
  let url: URL | undefined;
  try {
    url = new URL(address);
  } catch {
    // The text itself stays out of the message: it may hold a password.
  }
  if (!url || !/^rediss?:$/.test(url.protocol) || url.hostname === "") {
    throw new NemoError(
      "invalid-request",
      "The Redis URL is none; use redis://host:port or rediss://host:port.",
    );
  }
  return url;
}
