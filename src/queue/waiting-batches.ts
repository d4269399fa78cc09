import type { Connection } from "./connect.js";

const keptSeconds = 7 * 24 * 3600;

// Batches that want the same of the same content share a job, which is taken out of the queue only with the last of them.

/** Says that a batch waits for jobs; before it looks whether they are in the queue. */
export async function joinJobs(
  connection: Connection,
  batch: string,
  jobs: readonly string[],
): Promise<void> {
  const pipeline = connection.redis.pipeline();
  for (const job of jobs) {
    const key = keyOf(connection, job);
    pipeline.sadd(key, batch).expire(key, keptSeconds);
  }
  await pipeline.exec();
}

/** A batch makes a job anew that had come to its end: those that waited for it have heard of that. */
export async function takeJob(connection: Connection, batch: string, job: string): Promise<void> {
  await forgetBatches(connection, job);
  await joinJobs(connection, batch, [job]);
}

/** @returns whether another batch waits for it still */
export async function leaveJob(connection: Connection, batch: string, job: string): Promise<boolean> {
  const key = keyOf(connection, job);
  await connection.redis.srem(key, batch);
  return (await connection.redis.scard(key)) > 0;
}

/** Of a job that is done. */
export async function forgetBatches(connection: Connection, job: string): Promise<void> {
  await connection.redis.del(keyOf(connection, job));
}

function keyOf({ prefix, name }: Connection, job: string): string {
  return `${prefix}:${name}:nemo-batches:${job}`;
}
