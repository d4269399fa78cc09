import { NemoError } from "../errors/index.js";

/** Bytes to be sent, opened anew for each attempt. */
export interface UploadBody {
  name: string;
  /** Known before the first byte, or the body is sent in chunks without a length. */
  size?: number;
  /** On the local disk: read with reused buffers. */
  path?: string;
  /** Where it is one: a browser sends it without reading it. */
  blob?: Blob;
  open(): AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>;
}

/** A source that gives more or fewer bytes than it said; what arrived is not the file. */
export function changedSourceError(name: string, expected: number, actual: number): NemoError {
  return new NemoError(
    "source-damaged",
    `${name} changed while it was being read: ${expected} bytes were announced, ${actual} came.`,
    {
      details: { name, expected, actual },
      action: { kind: "retry", message: "Upload it again when it is complete." },
    },
  );
}

/** The bytes of `body`; a failure of the source is told apart from one of the network. */
export async function* readBody(body: UploadBody): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of await body.open()) yield chunk;
  } catch (error) {
    throw unreadableSourceError(body.name, error);
  }
}

export function unreadableSourceError(name: string, error: unknown): NemoError {
  if (NemoError.isInstance(error)) return error;
  const { code, message } = error as { code?: string; message?: string };
  return new NemoError("source-missing", `${name} cannot be read: ${message ?? String(error)}`, {
    details: { name, systemCode: code },
  });
}
