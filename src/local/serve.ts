import { toResponse } from "./api-error.js";
import { createLocalApp } from "./app.js";
import { HttpServer } from "./http-server.js";
import { type LocalBackendOptions, resolveLocalOptions } from "./options.js";
import { ownNames, refuseCaller } from "./refuse-caller.js";

export interface ServeOptions extends LocalBackendOptions {
  /**
   * 0 takes a free one.
   * @default 0
   */
  port?: number;
  /**
   * The address to listen at. Everybody who reaches it can use this machine's ffmpeg.
   * @default "127.0.0.1"
   */
  host?: string;
}

export interface LocalServer {
  url: string;
  /** Ends renders and connections, and removes what was uploaded. */
  close(): Promise<void>;
}

/**
 * The embedded backend on a port. Clients take it for the cloud: `new NemoConverter({ baseUrl: url })`.
 *
 * @throws NemoError `invalid-request` when the port is in use or not allowed
 */
export async function serve(options: ServeOptions = {}): Promise<LocalServer> {
  const { port = 0, host = "127.0.0.1", ...others } = options;
  const app = createLocalApp(resolveLocalOptions(others), false);
  const names = ownNames(host);
  const server = new HttpServer(async (request, connection) => {
    try {
      refuseCaller(request, names);
    } catch (error) {
      return toResponse(error);
    }
    const response = await app.fetch(request, connection);
    // A browser that was led here must not take a text of somebody's for a page.
    response.headers.set("x-content-type-options", "nosniff");
    return others.cutStream ? breakingOff(response, connection.outgoing) : response;
  });
  const chosen = await server.listen(port, host);
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${chosen}`,
    close: async () => {
      await app.close();
      await server.close();
    },
  };
}

/** Where the body breaks off so does the connection. The adaptor would add the error to the body, and print it. */
function breakingOff(response: Response, connection: { destroy(): unknown }): Response {
  const reader = response.body?.getReader();
  if (!reader) return response;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch {
        // What was written before goes out first.
        setImmediate(() => connection.destroy());
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return new Response(body, response);
}
