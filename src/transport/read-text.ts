import { NemoError } from "../errors/index.js";
import { gatherBody } from "./gather-body.js";

// The largest JSON answer is a state; this is far above any that was seen and far below what would hurt.
const mostBytes = 64 * 1024 * 1024;
const gatherBytes = 1024 * 1024;

/** The whole body as text, refused when it grows beyond reason. */
export async function readText(response: Response, endpoint: string, limit = mostBytes): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunks of gatherBody(response, gatherBytes)) {
    for (const chunk of chunks) {
      bytes += chunk.byteLength;
      if (bytes > limit) {
        throw new NemoError("malformed-response", `${endpoint} answered with more than ${limit} bytes.`, {
          details: { endpoint, limit },
        });
      }
      text += decoder.decode(chunk, { stream: true });
    }
  }
  return text + decoder.decode();
}
