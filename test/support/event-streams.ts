/** Streams as servers and gateways really send them, each with the frames that carry content. */
export interface StreamFixture {
  text: string;
  frames: { event?: string; data: string }[];
  /** Whether it has signs of life without content. */
  hasHeartbeats: boolean;
}

const python =
  '{"content":{"parts":[{"text":"你好 👋 é"}],"role":"model"},"partial":true,"author":"nemo_agent"}';
const raw = '{"content":{"parts":[{"text":"a\u2028b\u2029c\u0085d\ufeffe"}]}}';

export const streamFixtures: Record<string, StreamFixture> = {
  "Python, LF": {
    text: `data: ${python}\n\ndata: ${python}\n\n`,
    frames: [{ data: python }, { data: python }],
    hasHeartbeats: false,
  },
  "Python behind a gateway, CRLF": {
    text: `data: ${python}\r\n\r\n: ping - 2030-01-01 00:00:00.000000+00:00\r\n\r\ndata: ${python}\r\n\r\n`,
    frames: [{ data: python }, { data: python }],
    hasHeartbeats: true,
  },
  "CR alone": {
    text: `data: ${python}\r\r: ping\r\rdata: ${python}\r\r`,
    frames: [{ data: python }, { data: python }],
    hasHeartbeats: true,
  },
  "Java, no space after the colon": {
    text: `data:${python}\n\ndata:${raw}\n\n`,
    frames: [{ data: python }, { data: raw }],
    hasHeartbeats: false,
  },
  "Go, with a named error": {
    text: `data: ${python}\n\nevent: error\ndata: {"error":"model overloaded"}\n\n`,
    frames: [{ data: python }, { event: "error", data: '{"error":"model overloaded"}' }],
    hasHeartbeats: false,
  },
  "line separators that end no line": {
    text: `data: ${raw}\n\n`,
    frames: [{ data: raw }],
    hasHeartbeats: false,
  },
  "a byte order mark": {
    text: `\ufeffdata: ${python}\n\n`,
    frames: [{ data: python }],
    hasHeartbeats: false,
  },
  "every form of heartbeat": {
    text:
      `: ping\n\nevent: heartbeat\ndata: {}\n\nevent: heartbeat\ndata:\n\nevent: heartbeat\n\n` +
      `data:\n\ndata: ${python}\n\n`,
    frames: [{ data: python }],
    hasHeartbeats: true,
  },
  "line ends of every kind": {
    text: `data: 1\r\n\ndata: 2\n\r\ndata: 3\r\r\ndata: 4\n\rdata: 5\r\n\r\n`,
    frames: [{ data: "1" }, { data: "2" }, { data: "3" }, { data: "4" }, { data: "5" }],
    hasHeartbeats: false,
  },
  "several data lines, ids and fields nobody knows": {
    text: `id: 7\nretry: 10\ncolour: blue\ndata: {"a":\ndata: 1}\n\n`,
    frames: [{ data: '{"a":\n1}' }],
    hasHeartbeats: false,
  },
};

/** `bytes` as the body of an answer, a chunk for each part. */
export function streamOf(...parts: Uint8Array[]): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });
  return new Response(body);
}
