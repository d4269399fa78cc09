import { createWriteStream } from "node:fs";
import { type IncomingMessage, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { basename } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { lookupPublic, refuseInternalHost } from "../addresses/index.js";
import { NemoError } from "../errors/index.js";
import { type ApiError, fileTooLarge, unreachable, unsupportedFile } from "./api-error.js";
import type { ResolvedLocalOptions } from "./options.js";

const mostRedirects = 5;

/**
 * Fetches `url` into a new file; returns the name that the address ends in.
 *
 * @throws ApiError 502, 4001, 4002; NemoError `unsupported-file` for an address of an internal network
 */
export async function fetchMedia(
  url: string,
  path: string,
  { options, signal }: { options: ResolvedLocalOptions; signal: AbortSignal },
): Promise<string> {
  let at = parse(url);
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    if (!options.allowPrivateAddresses) refuseInternalHost(at);
    const answer = await get(at, options, signal);
    const { statusCode = 500, headers } = answer;
    if (statusCode >= 300 && statusCode < 400 && headers.location) {
      answer.destroy();
      at = parse(new URL(headers.location, at).href);
      continue;
    }
    if (statusCode !== 200) {
      answer.destroy();
      throw refusedBy(at, statusCode);
    }
    await pipeline(answer, atMost(options.maxUploadBytes), createWriteStream(path, { flags: "wx" }), {
      signal,
    });
    return nameIn(at);
  }
  throw unsupportedFile(`${url.replace(/[?#].*$/, "")} redirects in circles.`);
}

/** A server that is out of order may be asked again; what it does not give will not be there the next time either. */
function refusedBy({ origin }: URL, status: number): ApiError {
  const said = `${origin} answered with HTTP ${status}.`;
  return status >= 500 || status === 408 || status === 429 ? unreachable(said) : unsupportedFile(said);
}

/** What an address ends in, as people would write it; a name and no path, whatever its escapes say. */
function nameIn({ pathname }: URL): string {
  const last = pathname.split("/").pop() ?? "";
  try {
    return basename(decodeURIComponent(last).replaceAll("\\", "/")).replaceAll("\0", "") || "download";
  } catch {
    return last;
  }
}

function parse(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed && /^https?:$/.test(parsed.protocol)) return parsed;
  throw unsupportedFile("Only http: and https: URLs are fetched.");
}

function get(url: URL, options: ResolvedLocalOptions, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const start = url.protocol === "https:" ? httpsRequest : httpRequest;
    const lookup = options.allowPrivateAddresses ? {} : { lookup: lookupPublic };
    const request = start(
      url,
      { ...lookup, signal, agent: false, headers: { "accept-encoding": "identity" } },
      resolve,
    );
    request.on("error", (error) => {
      const isOurs = NemoError.isInstance(error) || signal.aborted;
      reject(isOurs ? error : unreachable(`${url.origin} could not be reached: ${error.message}`));
    });
    request.end();
  });
}

function atMost(bytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > bytes) done(fileTooLarge(bytes));
      else done(null, chunk);
    },
  });
}
