import { basename } from "node:path";
import type { Command } from "commander";
import { NemoError } from "../../errors/index.js";
import type { NemoConverter, Reply } from "../../nemo-converter.js";
import type { Notice, Progress } from "../../options/index.js";
import { BatchView } from "../batch-view.js";
import { chat } from "../chat.js";
import { conversionWish } from "../conversion-wish.js";
import { type ConverterFlags, createConverter, isOnCloud } from "../create-converter.js";
import { exitCodeOf } from "../exit-codes.js";
import { reportResult } from "../report-result.js";
import { Terminal } from "../terminal.js";

interface Flags extends ConverterFlags {
  output?: string;
  onExists: string;
  session?: string;
  json: boolean;
  quiet: boolean;
}

interface Asking {
  nemo: NemoConverter;
  flags: Flags;
  terminal: Terminal;
  signal: AbortSignal;
}

export function addAsk(program: Command, signal: AbortSignal, setExitCode: (code: number) => void): void {
  program
    .command("ask")
    .description("say what you want, in English or Chinese: a conversion, an edit, the export, the credits")
    .argument("[text]", "without one, or with -, a line of the standard input for each turn")
    .argument("[files...]", "what it is about; uploaded before the message is sent")
    .option("-o, --output <path>", "where the video goes: after an edit it is exported there")
    .option("--on-exists <what>", "fail, overwrite, skip, rename (default: fail)", "fail")
    .option("--session <id>", "go on with a project of the cloud")
    .option("--backend <name>", "local or cloud (default: local, or cloud when NEMO_TOKEN is set)")
    .option("--ffmpeg <path>", "which ffmpeg to use")
    .option("--ffprobe <path>", "which ffprobe to use")
    .option("--language <tag>", "of messages: en or zh")
    .option("--json", "one JSON object a line", false)
    .option("-q, --quiet", "results and errors only", false)
    .addHelpText(
      "after",
      `
A project of the embedded backend lasts as long as this command: give -o, or talk line by line.

Examples:
  nemo-converter ask "Convert all MKV files in my downloads folder to MP4 using H.264 with a bitrate of 4000k"
  nemo-converter ask "compress it under 25MB" talk.mov
  nemo-converter ask "trim the first 2 seconds and add music.mp3 at 35%" clip.mp4 music.mp3 -o film.mp4
  printf '%s\\n' "add a title 'Hello'" "export" | nemo-converter ask - clip.mp4 -o film.mp4`,
    )
    .action(async (text: string | undefined, files: string[], flags: Flags) => {
      setExitCode(await ask(text, files, flags, signal));
    });
}

async function ask(
  text: string | undefined,
  files: string[],
  flags: Flags,
  signal: AbortSignal,
): Promise<number> {
  const isChat = text === "-" || (text === undefined && process.stdin.isTTY);
  if (!isChat && text === undefined) {
    throw new NemoError("invalid-request", "There is nothing to ask: give a sentence, or - to read lines.");
  }
  const terminal = new Terminal(flags);
  await using nemo = createConverter(flags);
  const asking = { nemo, flags, terminal, signal };
  if (!isChat) return await askOnce(asking, text!, files);
  const turn = async (line: string, named: string[], stop: AbortSignal) => {
    try {
      await takeTurn({ ...asking, signal: stop }, line, named, false);
      return 0;
    } catch (error) {
      terminal.error(error);
      return exitCodeOf(error);
    }
  };
  return await chat({ turn, files, signal });
}

async function askOnce(asking: Asking, text: string, files: string[]): Promise<number> {
  const wish = asking.flags.session === undefined ? await conversionWish(text, files) : undefined;
  if (wish?.kind === "batch") return convertNamed(asking, text);
  if (wish) return convertEach(asking, text, wish.files);
  await takeTurn(asking, text, files, true);
  return 0;
}

/** @param isLast whether the film is wanted after an edit: the agent has been asked to edit, not to export */
async function takeTurn(
  { nemo, flags, terminal, signal }: Asking,
  text: string,
  files: string[],
  isLast: boolean,
): Promise<void> {
  const where = {
    ...(flags.output !== undefined && { output: flags.output }),
    ...(flags.session !== undefined && { session: { id: flags.session, taskId: "" } }),
    onExists: flags.onExists as "fail",
    signal,
    onProgress: (progress: Progress) => terminal.progress(progress, text),
  };
  const reply = await nemo.ask(text, {
    ...where,
    files,
    onNotice: (notice) => terminal.notice(notice, text),
  });
  const session = await sessionOf(nemo, flags, reply);
  terminal.result(reply.text, { type: "reply", ...(session !== undefined && { session }), ...reply });
  const isEdit = isLast && reply.outcome === "applied" && reply.export === undefined;
  if (!isEdit) return;
  if (flags.output === undefined) {
    if (!isOnCloud(flags))
      terminal.detail("The project ends with this command; -o writes the video to a file.");
    return;
  }
  const exported = await nemo.export(where);
  terminal.result(exported.path ?? "", { type: "export", ...exported });
}

/** The project, to go on with; the credits alone need none, and one in this process ends with it. */
async function sessionOf(nemo: NemoConverter, flags: Flags, { action }: Reply): Promise<string | undefined> {
  if (flags.session !== undefined) return flags.session;
  if (!isOnCloud(flags) || action === "credits") return undefined;
  return (await nemo.session.current()).id;
}

/** Files that the sentence names itself, each kind tried first. */
async function convertNamed({ nemo, flags, terminal, signal }: Asking, text: string): Promise<number> {
  const view = new BatchView(terminal);
  const run = nemo.batch(text, { ...conversionOptions(flags, terminal, text), signal });
  for await (const event of run) view.tell(event);
  const summary = await run.summary;
  view.finish(summary);
  return summary.failed.length === 0 ? 0 : 1;
}

/** One after the other; the failure of one does not stop the rest. */
async function convertEach(
  { nemo, flags, terminal, signal }: Asking,
  text: string,
  files: string[],
): Promise<number> {
  const codes: number[] = [];
  for (const file of files) {
    try {
      terminal.detail(`Converting ${basename(file)}`);
      const result = await nemo.convert(file, {
        ...conversionOptions(flags, terminal, file),
        request: text,
        signal,
        onProgress: (progress) => terminal.progress(progress, file),
      });
      reportResult(terminal, file, result);
    } catch (error) {
      terminal.error(error, file);
      codes.push(exitCodeOf(error));
      if (signal.aborted) break;
    }
  }
  return codes.every((code) => code === codes[0]) ? (codes[0] ?? 0) : 1;
}

function conversionOptions({ output, onExists }: Flags, terminal: Terminal, input: string) {
  return {
    ...(output !== undefined && { output }),
    onExists: onExists as "fail",
    onNotice: (notice: Notice) => terminal.notice(notice, input),
  };
}
