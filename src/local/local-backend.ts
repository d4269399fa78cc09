import type { Backend, MediaLimits, Timing } from "../options/index.js";
import { createLocalApp, type LocalApp } from "./app.js";
import { type LocalBackendOptions, resolveLocalOptions } from "./options.js";

// A reading is answered when there is news.
const timing: Partial<Timing> = { renderPollMs: 20 };

/** `.invalid` never resolves (RFC 2606): should a request leave the process by mistake, it goes nowhere. */
const baseUrl = "http://local.nemo-converter.invalid";

/**
 * The embedded backend, inside this process: no port, no account, no network. Reads sources where they lie and renders
 * with the user's own ffmpeg.
 *
 * @example
 * await using nemo = new NemoConverter({ backend: localBackend() });
 * await nemo.convert("clip.mov");
 */
export function localBackend(options: LocalBackendOptions = {}): Backend {
  return new InProcessBackend(options);
}

class InProcessBackend implements Backend {
  readonly baseUrl = baseUrl;
  readonly localFiles = true;
  readonly timing = timing;
  readonly ffmpegPath?: string;
  readonly ffprobePath?: string;
  readonly allowPrivateAddresses: boolean;
  readonly mediaLimits: MediaLimits;
  readonly #app: LocalApp;
  readonly #token: string;

  constructor(options: LocalBackendOptions) {
    const resolved = resolveLocalOptions(options);
    if (resolved.ffmpegPath !== undefined) this.ffmpegPath = resolved.ffmpegPath;
    if (resolved.ffprobePath !== undefined) this.ffprobePath = resolved.ffprobePath;
    this.allowPrivateAddresses = resolved.allowPrivateAddresses;
    this.mediaLimits = resolved.mediaLimits;
    this.#app = createLocalApp(resolved, true);
    this.#token = this.#app.accounts.own().token;
  }

  // On the prototype, so that inspecting the backend does not show it.
  get token(): string {
    return this.#token;
  }

  readonly fetch: typeof fetch = (input, init) => {
    const request = new Request(input, init);
    return untilAborted(this.#app.fetch(request), request.signal);
  };

  close(): Promise<void> {
    return this.#app.close();
  }
}

/** As fetch does it: an abort rejects at once with the signal's reason, whatever the other end is doing. */
function untilAborted(answer: Promise<Response>, signal: AbortSignal): Promise<Response> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
