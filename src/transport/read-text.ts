import { NemoError } from "../errors/index.js";

// The largest JSON answer is a state; this is far above any that was seen and far below what would hurt.
const mostBytes = 64 * 1024 * 1024;

/** The whole body as text, refused when it grows beyond reason. */
export async function readText(response: Response, endpoint: string, limit = mostBytes): Promise<string> {
  if (response.body === null) return "";
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let text = "";
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      bytes += value.byteLength;
      if (bytes > limit) {
        throw new NemoError("malformed-response", `${endpoint} answered with more than ${limit} bytes.`, {
          details: { endpoint, limit },
        });
      }
      text += decoder.decode(value, { stream: true });
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
