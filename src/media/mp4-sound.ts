// What a sound track's sample entry says. The field for the channels is reserved in MP4 and mostly a 2
// (ISO/IEC 14496-12, 12.2.3); the truth is in the codec's own box.

export interface Mp4Sound {
  codec: string;
  channels: number;
}

// Object types that an `mp4a` may hold (ISO/IEC 14496-1, table 5, and mp4ra.org).
const objectTypes: Record<number, string> = {
  0x40: "aac",
  0x66: "aac",
  0x67: "aac",
  0x68: "aac",
  0x69: "mp3",
  0x6b: "mp3",
  0xa9: "dts",
  0xdd: "vorbis",
};

/** @param boxOf finds the content of a box inside the sample entry */
export function readSound(
  codec: string,
  reserved: number,
  boxOf: (type: string) => Buffer | undefined,
): Mp4Sound {
  const descriptor = boxOf("esds");
  if (codec === "aac" && descriptor) return readDescriptor(descriptor, reserved);
  const ac3 = codec === "ac3" ? boxOf("dac3") : undefined;
  // fscod 2, bsid 5, bsmod 3, then acmod and lfeon (ETSI TS 102 366, F.4).
  if (ac3) return { codec, channels: dolbyChannels(bits(ac3, 10, 3), bits(ac3, 13, 1)) };
  const eac3 = codec === "eac3" ? boxOf("dec3") : undefined;
  if (eac3) return { codec, channels: dolbyChannels(bits(eac3, 28, 3), bits(eac3, 31, 1)) };
  const opus = codec === "opus" ? boxOf("dOps") : undefined;
  return { codec, channels: opus?.[1] ?? reserved };
}

/** An elementary stream descriptor: tags with lengths, one inside the other (ISO/IEC 14496-1, 7.2.6). */
function readDescriptor(data: Buffer, reserved: number): Mp4Sound {
  let at = 4;
  let codec = "aac";
  while (at + 2 <= data.length) {
    const tag = data[at]!;
    at += 1;
    let length = 0;
    for (let byte = 0x80; byte & 0x80 && at < data.length; at += 1) {
      byte = data[at]!;
      length = length * 128 + (byte & 0x7f);
    }
    if (tag === 3) {
      const flags = data[at + 2] ?? 0;
      at += 3 + (flags & 0x80 ? 2 : 0) + (flags & 0x20 ? 2 : 0);
    } else if (tag === 4) {
      codec = objectTypes[data[at] ?? 0] ?? "aac";
      at += 13;
    } else if (tag === 5 && codec === "aac") {
      return { codec, channels: aacChannels(data.subarray(at, at + length)) ?? reserved };
    } else at += length;
  }
  return { codec, channels: reserved };
}

/** Of an AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1); undefined where the stream itself says it. */
function aacChannels(config: Buffer): number | undefined {
  let at = bits(config, 0, 5) === 31 ? 11 : 5;
  at += bits(config, at, 4) === 15 ? 28 : 4;
  const layout = bits(config, at, 4);
  return [undefined, 1, 2, 3, 4, 5, 6, 8][layout];
}

function dolbyChannels(layout: number, lowFrequency: number): number {
  return [2, 1, 2, 3, 3, 4, 4, 5][layout]! + lowFrequency;
}

function bits(data: Buffer, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at += 1) {
    value = value * 2 + (((data[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
  }
  return value;
}
