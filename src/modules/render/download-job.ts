import { rm, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { NemoError } from "../../errors/index.js";
import type { Progress } from "../../options/index.js";
import { ProgressMeter } from "../../time/index.js";
import type { Transport } from "../../transport/index.js";
import {
  downloadTo,
  exists,
  outputExists,
  publish,
  temporaryName,
  webAddress,
} from "../../transport/later.js";
import type { RenderJob } from "./render-job.js";

export interface DownloadOptions {
  /**
   * What to do with a file that is there already.
   * @default "fail"
   */
  onExists?: "fail" | "overwrite";
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

export interface DownloadResult {
  path: string;
  bytes: number;
  /** Whether the connection was cut and the download went on where it stopped. */
  resumed: boolean;
}

export async function downloadJob(
  transport: Transport,
  job: RenderJob,
  path: string,
  { onExists = "fail", signal, onProgress }: DownloadOptions,
): Promise<DownloadResult> {
  const overwrite = onExists === "overwrite";
  if (!overwrite && (await exists(path))) throw outputExists(path);
  // A backend over the network must not name files of this machine; its own address serves there, too.
  if (transport.options.localFiles && isFileUrl(job.url)) {
    const { source, size } = await localFile(job.url);
    await publish(source, path, { overwrite });
    return { path, bytes: size, resumed: false };
  }
  const temporary = temporaryName(path);
  const meter = new ProgressMeter(transport.clock);
  const fetchFrom = async ({ url, kind }: Address) => {
    const deadline = transport.startDeadline(stallMs(transport), signal, `The download of ${job.id}`);
    const onBytes = (bytes: number, totalBytes: number | undefined) => {
      deadline.restart(stallMs(transport));
      onProgress?.({ stage: "download", ...meter.measure(bytes, totalBytes) });
    };
    try {
      const received = await downloadTo(transport, url, temporary, { deadline, onBytes, kind });
      if (received.bytes > 0) return received;
      throw new NemoError("malformed-response", `The download of ${job.id} is an empty file.`);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    } finally {
      transport.release(deadline);
    }
  };
  try {
    const result = await fromEither(addresses(transport, job), fetchFrom);
    await publish(temporary, path, { overwrite });
    return { path, ...result };
  } finally {
    await rm(temporary, { force: true });
  }
}

/** A connection that brings no byte for this long is dead. */
function stallMs(transport: Transport): number {
  return transport.options.timing.requestTimeoutMs * 4;
}

interface Address {
  url: string;
  /** A link that is refused has nothing to do with the token, wherever it leads. */
  kind: "file" | "render";
}

/** The signed link first; the backend's own address where it does not answer, or is none. */
function addresses({ options }: Transport, { id, url = "" }: RenderJob): Address[] {
  const own = {
    url: `${options.baseUrl}/api/render/proxy/${encodeURIComponent(id)}/download`,
    kind: "render",
  } as const;
  const link = url === "" ? undefined : webAddress(url, options.baseUrl);
  return link === undefined ? [own] : [{ url: link, kind: "file" }, own];
}

async function fromEither<T>(from: Address[], fetchFrom: (address: Address) => Promise<T>): Promise<T> {
  const [address, ...others] = from;
  try {
    return await fetchFrom(address!);
  } catch (error) {
    const isElsewhere =
      NemoError.isInstance(error) &&
      ["network", "backend-error", "timeout", "malformed-response"].includes(error.code);
    const isRefused = NemoError.isInstance(error) && (error.status ?? 0) >= 400;
    if (others.length === 0 || !(isElsewhere || isRefused)) throw error;
    return fromEither(others, fetchFrom);
  }
}

function isFileUrl(url: string | undefined): url is string {
  return url !== undefined && URL.canParse(url) && new URL(url).protocol === "file:";
}

async function localFile(url: string): Promise<{ source: string; size: number }> {
  const details = { key: "output.url" };
  try {
    const source = fileURLToPath(url);
    const { size } = await stat(source);
    return { source, size };
  } catch (error) {
    throw new NemoError(
      "malformed-response",
      "The backend answered with the URL of a file that is not there.",
      {
        details: { ...details, url, systemCode: (error as NodeJS.ErrnoException).code },
      },
    );
  }
}
