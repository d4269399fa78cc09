import type { SplitPass } from "./split-pass.js";

/** A piece as it came out, in seconds of the result. */
export interface MadePiece {
  name: string;
  frames: number;
  first: number;
  last: number;
}

/**
 * The list that ffmpeg joins files by. It puts each file where the lengths before it say, to the microsecond, which is finer
 * than any frame's time is written. Pure.
 */
export function pieceList(pieces: readonly MadePiece[]): string {
  const micro = ({ first }: MadePiece) => Math.round(first * 1e6);
  const lines = pieces.flatMap((piece, at) => {
    const next = pieces[at + 1];
    const length = next && `duration ${((micro(next) - micro(piece)) / 1e6).toFixed(6)}`;
    return [`file ${piece.name}`, ...(length === undefined ? [] : [length])];
  });
  return `${["ffconcat version 1.0", ...lines].join("\n")}\n`;
}

/**
 * The whole encode's pass once more, with the picture copied from its pieces. Sound, subtitles, chapters and tags come from
 * the source in this one run, as they would have. Pure.
 */
export function joinArguments(
  { rest, stream, encoder }: SplitPass,
  { list, first }: { list: string; first: number },
): string[] {
  const at = rest.indexOf("-map") + 1;
  const mapped = rest.flatMap((arg, position) => (rest[position - 1] === "-map" ? [arg] : []));
  const tag = encoder.indexOf("-tag:v:0");
  const picture = [
    ...["-c:v:0", "copy", ...(tag < 0 ? [] : encoder.slice(tag, tag + 2))],
    ...["-disposition:v:0", stream.dispositions.includes("default") ? "default" : "0"],
    // The pieces know nothing of the source's tags; to name one stream's is to name them all.
    ...mapped.flatMap((source, output) => [`-map_metadata:s:${output}`, source.replace(":", ":s:")]),
    // The source's encoder is not the result's.
    ...["-metadata:s:v:0", `encoder=${encoder[encoder.indexOf("-c:v:0") + 1]}`],
    ...(stream.rotation === 0 ? [] : ["-metadata:s:v:0", "rotate="]),
  ];
  return [
    ...[
      "-itsoffset",
      first.toFixed(6),
      "-f",
      "concat",
      "-safe",
      "0",
      "-protocol_whitelist",
      "file",
      "-format_whitelist",
      "concat,nut",
      "-i",
      list,
    ],
    ...rest.with(at, "1:v:0").slice(0, at + 1),
    ...picture,
    ...rest.slice(at + 1),
  ];
}
