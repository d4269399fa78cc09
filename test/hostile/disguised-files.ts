/** A box of an MP4 or QuickTime file. */
export function box(type: string, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length + 8, 0);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, content]);
}

const containers = ["moov", "trak", "mdia", "minf", "dinf"];

/** A QuickTime movie without its frames, whose data reference names the file at `path` in their place. */
export function withExternalData(movie: Buffer, path: string): Buffer {
  return Buffer.concat(boxesOf(movie).map(({ type, content }) => replaced(type, content, path)));
}

function replaced(type: string, content: Buffer, path: string): Buffer {
  if (type === "mdat") return box("free", Buffer.alloc(content.length));
  if (type === "dref") return box("dref", Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]), alias(path));
  if (!containers.includes(type)) return box(type, content);
  return box(type, ...boxesOf(content).map((each) => replaced(each.type, each.content, path)));
}

/** A Macintosh alias record, as far as ffmpeg reads it: volume, name, and the absolute path. */
function alias(path: string): Buffer {
  const text = (value: string, length: number) => {
    const field = Buffer.alloc(length);
    field.write(value.slice(0, length), "latin1");
    return field;
  };
  const short = (value: number) => {
    const field = Buffer.alloc(2);
    field.writeInt16BE(value);
    return field;
  };
  const name = path.split("/").pop()!;
  const even = path.length % 2 === 0 ? path : `${path}\0`;
  return box(
    "alis",
    ...[Buffer.alloc(4), Buffer.alloc(10), Buffer.from([4]), text("disk", 27), Buffer.alloc(12)],
    ...[Buffer.from([name.length]), text(name, 63), Buffer.alloc(16), short(1), short(1), Buffer.alloc(16)],
    ...[short(2), short(path.length), text(even, even.length), short(-1), short(0)],
  );
}

function boxesOf(data: Buffer): { type: string; content: Buffer }[] {
  const boxes: { type: string; content: Buffer }[] = [];
  for (let at = 0; at + 8 <= data.length;) {
    const length = data.readUInt32BE(at);
    boxes.push({
      type: data.toString("latin1", at + 4, at + 8),
      content: data.subarray(at + 8, at + length),
    });
    at += length;
  }
  return boxes;
}

/**
 * An AVI with a stream of subtitles of DivX's kind (GAB2), whose text is anything: ffmpeg opens it with a demuxer that it
 * chooses by the text.
 */
export function withHiddenSubtitles(avi: Buffer, text: string): Buffer {
  const chunks = chunksOf(avi.subarray(12)).map(({ id, content }) => {
    const kind = content.toString("latin1", 0, 4);
    if (id !== "LIST" || (kind !== "hdrl" && kind !== "movi")) return chunk(id, content);
    const added = kind === "hdrl" ? streamHeader() : chunk("01sb", hidden(text));
    return chunk("LIST", Buffer.concat([content, added]));
  });
  return chunk("RIFF", Buffer.concat([Buffer.from("AVI "), ...chunks.filter((each) => !isIndex(each))]));
}

const isIndex = (data: Buffer) => data.toString("latin1", 0, 4) === "idx1";

function streamHeader(): Buffer {
  const header = Buffer.alloc(56);
  header.write("txts", 0, "latin1");
  header.writeUInt32LE(1, 20); // scale
  header.writeUInt32LE(10, 24); // rate
  header.writeUInt32LE(1, 32); // length
  return chunk(
    "LIST",
    Buffer.concat([Buffer.from("strl"), chunk("strh", header), chunk("strf", Buffer.alloc(4))]),
  );
}

/** `GAB2\0`, two bytes, the length of a description, the description, two bytes, the length of the text, the text. */
function hidden(text: string): Buffer {
  const length = (value: number) => {
    const field = Buffer.alloc(4);
    field.writeUInt32LE(value);
    return field;
  };
  const tag = Buffer.from("GAB2\0\x02\0", "latin1");
  return Buffer.concat([
    tag,
    length(2),
    Buffer.alloc(2),
    Buffer.from([4, 0]),
    length(text.length),
    Buffer.from(text),
  ]);
}

function chunk(id: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(id, 0, "latin1");
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

function chunksOf(data: Buffer): { id: string; content: Buffer }[] {
  const chunks: { id: string; content: Buffer }[] = [];
  for (let at = 0; at + 8 <= data.length;) {
    const length = data.readUInt32LE(at + 4);
    chunks.push({ id: data.toString("latin1", at, at + 4), content: data.subarray(at + 8, at + 8 + length) });
    at += 8 + length + (length % 2);
  }
  return chunks;
}
