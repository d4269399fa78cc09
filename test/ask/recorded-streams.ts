/** A frame as it came over the wire, and whether a turn that ends behind it would end in the middle of something. */
type RecordedFrame = readonly [text: string, isOpen: boolean];

const whole = (text: string): RecordedFrame => [text, false];
const open = (text: string): RecordedFrame => [text, true];

/** Turns as servers of the kind have streamed them, frame by frame. */
export const recordedStreams: Record<string, readonly RecordedFrame[]> = {
  "one sentence": [
    whole(
      'data: {"content":{"parts":[{"text":"Title added."}],"role":"model"},"author":"nemo_agent","id":"e1","timestamp":1735689600.5}\n\n',
    ),
  ],
  "Chinese, in pieces": [
    open(
      'data: {"content":{"parts":[{"text":"已添加"}],"role":"model"},"partial":true,"author":"nemo_agent"}\n\n',
    ),
    open(
      'data: {"content":{"parts":[{"text":"标题👋"}],"role":"model"},"partial":true,"author":"nemo_agent"}\n\n',
    ),
    whole(
      'data: {"content":{"parts":[{"text":"已添加标题👋"}],"role":"model"},"partial":false,"author":"nemo_agent"}\n\n',
    ),
  ],
  silent: [
    whole('data: {"author":"nemo_agent","usageMetadata":{"totalTokenCount":17},"finishReason":"STOP"}\n\n'),
  ],
  "with tools": [
    open(
      'data: {"content":{"parts":[{"functionCall":{"id":"c1","name":"add_title","args":{"text":"Urban"}}}],"role":"model"},"author":"nemo_agent"}\n\n',
    ),
    whole(
      'data: {"content":{"parts":[{"functionResponse":{"id":"c1","name":"add_title","response":{"ok":true}}}],"role":"user"},"author":"nemo_agent"}\n\n',
    ),
    whole('data: {"content":{"parts":[{"text":"Done."}],"role":"model"},"author":"nemo_agent"}\n\n'),
  ],
  "partial text that is never repeated": [
    open('data: {"content":{"parts":[{"text":"I am add"}],"role":"model"},"partial":true}\n\n'),
    open('data: {"content":{"parts":[{"text":"ing it"}],"role":"model"},"partial":true}\n\n'),
    whole('data: {"author":"nemo_agent","turnComplete":true,"finishReason":"STOP"}\n\n'),
  ],
  "heartbeats, CRLF": [
    whole(": ping - 2030-01-01 00:00:00+00:00\r\n\r\n"),
    whole("event: heartbeat\r\ndata: {}\r\n\r\n"),
    whole("event: heartbeat\r\n\r\n"),
    whole(
      'data: {"content":{"parts":[{"text":"Title added."}],"role":"model"},"author":"nemo_agent"}\r\n\r\n',
    ),
    whole("data:\r\n\r\n"),
  ],
  "Java, without the space": [
    whole('data:{"content":{"parts":[{"text":"One."}],"role":"model"},"author":"nemo_agent"}\n\n'),
    whole('data:{"content":{"parts":[{"text":"Two."}],"role":"model"},"author":"nemo_agent"}\n\n'),
  ],
};

export const bytesOf = (frames: readonly RecordedFrame[]): Buffer =>
  Buffer.from(frames.map(([text]) => text).join(""));

/** The numbers of bytes after which a clean end is the end of a turn. */
export function wholeEnds(frames: readonly RecordedFrame[]): Set<number> {
  const ends = new Set([0]);
  let at = 0;
  for (const [text, isOpen] of frames) {
    at += Buffer.byteLength(text);
    if (!isOpen) ends.add(at);
    // A comment is whole with its line; nothing of an event is open behind it.
    if (text.startsWith(":")) ends.add(at - 2).add(at - 3);
    // The second LF of a blank line in CRLF: its CR has ended the line already.
    if (!isOpen && text.endsWith("\r\n")) ends.add(at - 1);
  }
  return ends;
}
