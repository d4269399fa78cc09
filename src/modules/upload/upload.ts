import { pathToFileURL } from "node:url";
import { NemoError } from "../../errors/index.js";
import type { MediaInput } from "../../options/index.js";
import type { Transport } from "../../transport/index.js";
import { loadLater } from "../load-later.js";
import { type Session, Sessions } from "../session.js";
import type { SendMediaOptions } from "./send-media.js";
import type { UploadedMedia } from "./uploaded-media.js";

export interface UploadOptions extends SendMediaOptions {
  session?: Session;
}

/**
 * Brings media to the backend, in constant memory whatever their size. (A browser cannot send a stream: there it is gathered
 * into a Blob first, and a `fetch` of your own tells of progress only at the end.)
 *
 * @example
 * const upload = new Upload(createTransport());
 * await upload.file("clip.mov", { onProgress: ({ percent }) => console.log(percent) });
 */
export class Upload {
  readonly #transport: Transport;
  readonly #sessions: Sessions;
  /** What went into projects that others may export later: nothing may be written there. @internal */
  readonly paths = new Set<string>();

  constructor(transport: Transport, sessions: Sessions = new Sessions(transport)) {
    this.#transport = transport;
    this.#sessions = sessions;
  }

  /**
   * Sends one file; an `https:` URL is fetched by the backend itself.
   *
   * @throws NemoError `unsupported-file` before a byte is sent, `source-missing`, `file-too-large`, `source-damaged` when
   * the file changes while it is read
   */
  async file(source: MediaInput, options: UploadOptions = {}): Promise<UploadedMedia> {
    const { bodySender, resolveSource } = await loadLater();
    const resolved = await resolveSource(source);
    if (resolved.kind === "url") return (await this.urls([resolved.url], options))[0]!;
    const { body } = resolved;
    if (body.path !== undefined && !options.session) this.paths.add(body.path);
    if (this.#transport.options.localFiles && body.path !== undefined) {
      return (await this.urls([pathToFileURL(body.path).href], options))[0]!;
    }
    const send = bodySender(this.#transport, body, options);
    return this.#sessions.use({ ...options, isRepeatable: true }, ({ id }) => send(id));
  }

  /** Lets the backend fetch media by URL, in one request. Links to streaming services are not taken. */
  async urls(urls: string[], options: UploadOptions = {}): Promise<UploadedMedia[]> {
    if (urls.length === 0) throw new NemoError("invalid-request", "There is no URL to upload from.");
    const { sendUrls } = await loadLater();
    return this.#sessions.use({ ...options, isRepeatable: true }, ({ id }) =>
      sendUrls(this.#transport, id, urls, options),
    );
  }
}
