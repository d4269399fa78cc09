import { framesPerSecond } from "../frame-rate.js";
import type { Frame } from "./frame.js";
import type { TitleLayout } from "./title-layout.js";

/** A title that was made ready to be laid over the film. Times in seconds. */
export type DrawnTitle = { start: number; end: number } & (
  | {
      kind: "text";
      fontFile: string;
      fontSize: number;
      /** The text stands in a file, so that nothing in it can be taken for an option. */
      lines: (TitleLayout["lines"][number] & { file: string })[];
    }
  | {
      kind: "picture";
      /** Raw samples, RGBA, eight bits each. */
      file: string;
      width: number;
      height: number;
      x: number;
      y: number;
    }
);

/** The chains that lay titles over `[from]`; the last one ends at `[to]`. Pure. */
export function titleChains(
  titles: readonly DrawnTitle[],
  { from, to, frame, firstInput }: { from: string; to: string; frame: Frame; firstInput: number },
): string[] {
  let input = firstInput;
  const chains: string[] = [];
  let last = from;
  for (const [index, title] of titles.entries()) {
    const next = index === titles.length - 1 ? to : `titled${index}`;
    const during = `enable='${shownFrom(title.start, frame)}*${shownUntil(title.end, frame)}'`;
    if (title.kind === "text") {
      chains.push(`[${last}]${title.lines.map((line) => drawn(line, title, during)).join(",")}[${next}]`);
    } else {
      chains.push(`[${last}][${input}:v]overlay=${title.x}:${title.y}:format=yuv420:${during}[${next}]`);
      input += 1;
    }
    last = next;
  }
  return chains;
}

type TextTitle = Extract<DrawnTitle, { kind: "text" }>;

function drawn(
  { file, x, y }: TextTitle["lines"][number],
  { fontFile, fontSize }: TextTitle,
  during: string,
): string {
  const options = [
    `fontfile=${escaped(fontFile)}`,
    `textfile=${escaped(file)}`,
    "expansion=none",
    `fontsize=${fontSize}`,
    "fontcolor=white",
    `borderw=${Math.max(1, Math.round(fontSize / 16))}`,
    "bordercolor=black@0.8",
    `x=${x}`,
    `y=${y}`,
    during,
  ];
  return `drawtext=${options.join(":")}`;
}

/** Half a frame off, so that rounding cannot decide. */
function shownFrom(time: number, frame: Frame): string {
  return `gte(t,${(time - half(frame)).toFixed(6)})`;
}

function shownUntil(time: number, frame: Frame): string {
  return `lt(t,${(time - half(frame)).toFixed(6)})`;
}

function half({ rate }: Frame): number {
  return 0.5 / framesPerSecond(rate);
}

/** A path for a filter's option, and then for the graph around it. */
function escaped(path: string): string {
  return path.replace(/[\\':]/g, "\\$&").replace(/[\\'[\],;]/g, "\\$&");
}
