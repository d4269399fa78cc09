import { blobUploadFetch } from "./blob-upload-fetch.js";
import { hasNodeHttp } from "./default-fetch.js";
import { multipartFrame } from "./multipart.js";
import type { Transport } from "./transport.js";
import type { UploadBody } from "./upload-body.js";
import { type OnBytes, streamingFetch } from "./upload-fetch.js";

/** What a `Call` needs to send `body` as the file of a multipart form: streamed, where the platform can. */
export async function multipartCall(
  transport: Transport,
  body: UploadBody,
  form: { field: string; mimeType: string },
  onBytes: OnBytes,
): Promise<{ headers: Record<string, string>; fetch: typeof fetch }> {
  const boundary = `nemo-converter-${crypto.randomUUID()}`;
  const frame = multipartFrame(form.field, body.name, form.mimeType, boundary);
  const headers = { "content-type": frame.contentType };
  const given = transport.options.fetch;
  if (!hasNodeHttp()) return { headers, fetch: blobUploadFetch(given, frame, body, onBytes) };
  if (given) return { headers, fetch: streamingFetch(given, frame, body, onBytes) };
  const { nodeUploadFetch } = await import("./node-upload-fetch.js");
  return { headers, fetch: nodeUploadFetch(frame, body, onBytes) };
}
