import type { IncomingMessage, ServerResponse } from "node:http";
import { type Session, Upload } from "../../src/modules/index.js";
import type { NemoConverterOptions } from "../../src/options/index.js";
import type { Clock } from "../../src/time/index.js";
import * as answers from "./answers.js";
import { bodyOf, loopbackServer, sendJson } from "./loopback-server.js";
import { testTransport } from "./test-transport.js";

export const session: Session = { id: "sess-1", taskId: "task-1" };

export interface ReceivedUpload {
  headers: IncomingMessage["headers"];
  body: Buffer;
}

/** A real server that takes uploads, and a connection to it. `answer` may come before the body is read. */
export async function uploadServer(
  options: NemoConverterOptions = {},
  answer?: (request: IncomingMessage, response: ServerResponse, count: number) => void,
  clock?: Clock,
) {
  const received: ReceivedUpload[] = [];
  const server = await loopbackServer((request, response) => {
    if (answer) {
      answer(request, response, server.requests.length);
      return;
    }
    bodyOf(request).then(
      (body) => {
        received.push({ headers: request.headers, body });
        sendJson(response, answers.upload);
      },
      () => undefined,
    );
  });
  const transport = testTransport({ baseUrl: server.url, ...options }, clock);
  return { server, received, transport, upload: new Upload(transport) };
}

/** The parts of a multipart body, as an independent parser reads them. */
export async function partsOf({ headers, body }: ReceivedUpload): Promise<[string, File][]> {
  const type = headers["content-type"] ?? "";
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
  return [...form.entries()] as [string, File][];
}
