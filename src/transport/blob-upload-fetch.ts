import type { MultipartFrame } from "./multipart.js";
import { changedSourceError, readBody, unreadableSourceError, type UploadBody } from "./upload-body.js";
import type { OnBytes } from "./upload-fetch.js";
import { xhrFetch } from "./xhr-fetch.js";

/**
 * Sends a body as a Blob, for browsers: none of them streams a request over HTTP/1.1. A Blob goes as it is, and stays where the
 * browser has it; a stream is gathered into one first. A fetch that was given tells of no progress before its answer.
 */
export function blobUploadFetch(
  given: typeof fetch | undefined,
  frame: MultipartFrame,
  body: UploadBody,
  onBytes: OnBytes,
): typeof fetch {
  return async (input, init) => {
    const { url, headers } = new Request(input, init);
    const file = body.blob ?? (await gather(body));
    const request: RequestInit = {
      method: "POST",
      headers,
      signal: init?.signal,
      body: new Blob([frame.head, file, frame.tail] as BlobPart[]),
      redirect: "error",
    };
    // Of what is sent, the frame comes first and last.
    const onSent = (bytes: number) => onBytes(Math.min(Math.max(bytes - frame.head.length, 0), file.size));
    try {
      if (!given && typeof XMLHttpRequest === "function") return await xhrFetch(url, request, onSent);
      const response = await (given ?? globalThis.fetch)(url, request);
      if (response.ok) onBytes(file.size);
      return response;
    } catch (error) {
      await expectReadable(body.name, file);
      throw error;
    }
  };
}

async function gather(body: UploadBody): Promise<Blob> {
  const chunks: BlobPart[] = [];
  for await (const chunk of readBody(body)) chunks.push(chunk as BlobPart);
  const file = new Blob(chunks);
  if (body.size !== undefined && file.size !== body.size) {
    throw changedSourceError(body.name, body.size, file.size);
  }
  return file;
}

/** A file that was chosen and has changed or gone since fails the request without a word of why. */
async function expectReadable(name: string, file: Blob): Promise<void> {
  try {
    await file.slice(0, 1).arrayBuffer();
  } catch (error) {
    throw unreadableSourceError(name, error);
  }
}
