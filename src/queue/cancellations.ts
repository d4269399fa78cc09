import type { Connection } from "./connect.js";

const keptSeconds = 3600;

/** Asks whichever worker has a job to stop it. */
export async function requestCancellation(
  { redis, prefix, name }: Connection,
  jobs: readonly string[],
): Promise<void> {
  const pipeline = redis.pipeline();
  for (const job of jobs) pipeline.set(keyOf(prefix, name, job), "1", "EX", keptSeconds);
  await pipeline.exec();
}

/** Those of the jobs that somebody wants stopped. */
export async function requestedCancellations(
  { redis, prefix, name }: Connection,
  jobs: readonly string[],
): Promise<string[]> {
  if (jobs.length === 0) return [];
  const found = await redis.mget(jobs.map((job) => keyOf(prefix, name, job)));
  return jobs.filter((_, index) => found[index] !== null);
}

/** For jobs that are enqueued anew. */
export async function forgetCancellations(
  { redis, prefix, name }: Connection,
  jobs: readonly string[],
): Promise<void> {
  if (jobs.length > 0) await redis.del(jobs.map((job) => keyOf(prefix, name, job)));
}

function keyOf(prefix: string, name: string, job: string): string {
  return `${prefix}:${name}:nemo-cancel:${job}`;
}
