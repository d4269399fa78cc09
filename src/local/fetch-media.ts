import { createWriteStream } from "node:fs";
import { type IncomingMessage, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ApiError, fileTooLarge, unsupportedFile } from "./api-error.js";
import type { ResolvedLocalOptions } from "./options.js";
import { lookupPublic, refuseInternalHost } from "./public-addresses.js";

const mostRedirects = 5;

/** Fetches `url` into a new file; returns the name that the address ends in. */
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
      throw unsupportedFile(`${at.origin} answered with HTTP ${statusCode}.`);
    }
    await pipeline(answer, atMost(options.maxUploadBytes), createWriteStream(path, { flags: "wx" }), {
      signal,
    });
    return decodeURIComponent(at.pathname.split("/").pop() ?? "") || "download";
  }
  throw unsupportedFile(`${url.replace(/[?#].*$/, "")} redirects in circles.`);
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
      const isOurs = error instanceof ApiError || signal.aborted;
      reject(isOurs ? error : unsupportedFile(`${url.origin} could not be reached: ${error.message}`));
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
