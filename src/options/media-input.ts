/** Bytes that can be read more than once. */
export interface StreamSource {
  /** A file name; its extension says what it is. */
  name: string;
  /** In bytes, where it is known. */
  size?: number;
  /** Opened anew for a repeat. */
  open(): AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>;
}

/** A video: a path, a `file:` or `https:` URL (also as a string), a Blob, or a stream that can be opened. */
export type MediaInput = string | URL | Blob | StreamSource;
