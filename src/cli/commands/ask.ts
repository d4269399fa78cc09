import type { Command } from "commander";
import { NemoError } from "../../errors/index.js";
import type { NemoConverter, Reply } from "../../nemo-converter.js";
import type { Notice, Progress } from "../../options/index.js";
import { chat } from "../chat.js";
import { conversionWish } from "../conversion-wish.js";
import { type Asking, type AskFlags, convertEach, convertNamed } from "../convert-asked.js";
import { createConverter, isOnCloud } from "../create-converter.js";
import { exitCodeOf } from "../exit-codes.js";
import { Terminal } from "../terminal.js";

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
A project of the embedded backend lasts as long as this command: give -o, or talk line by line. There a second film goes beside
the first, as film (1).mp4, and what was edited last is written at the end.

Examples:
  nemo-converter ask "Convert all MKV files in my downloads folder to MP4 using H.264 with a bitrate of 4000k"
  nemo-converter ask "compress it under 25MB" talk.mov
  nemo-converter ask "trim the first 2 seconds and add music.mp3 at 35%" clip.mp4 music.mp3 -o film.mp4
  printf '%s\\n' "add a title 'Hello'" "export" | nemo-converter ask - clip.mp4 -o film.mp4`,
    )
    .action(async (text: string | undefined, files: string[], flags: AskFlags) => {
      setExitCode(await ask(text, files, flags, signal));
    });
}

async function ask(
  text: string | undefined,
  files: string[],
  flags: AskFlags,
  signal: AbortSignal,
): Promise<number> {
  const isChat = text === "-" || (text === undefined && process.stdin.isTTY);
  if (!isChat && text === undefined) {
    throw new NemoError("invalid-request", "There is nothing to ask: give a sentence, or - to read lines.");
  }
  const terminal = new Terminal(flags);
  await using nemo = createConverter(flags);
  const asking = { nemo, flags, terminal, signal };
  return isChat ? await converse(asking, files) : await askOnce(asking, text!, files);
}

/** Line by line; what was edited after the last export goes to `--output` at the end. */
async function converse(asking: Asking, files: string[]): Promise<number> {
  const { terminal, signal } = asking;
  const flags = { ...asking.flags };
  let last: Reply | undefined;
  const attempt = async (work: () => Promise<number>) => {
    try {
      return await work();
    } catch (error) {
      terminal.error(error);
      return exitCodeOf(error);
    }
  };
  const turn = (line: string, named: string[], stop: AbortSignal) =>
    attempt(async () => {
      const { reply, code: own } = await takeTurn({ ...asking, flags, signal: stop }, line, named);
      if (reply.export || reply.outcome === "applied") last = reply;
      // The first film has the name now; the next one is beside it.
      if (reply.export?.path !== undefined && flags.onExists === "fail") flags.onExists = "rename";
      return own;
    });
  const code = await chat({ turn, files, signal });
  if (signal.aborted || !last) return code;
  const ending = await attempt(() => finish({ ...asking, flags }, last!).then(() => 0));
  return code === 0 ? ending : code;
}

async function askOnce(asking: Asking, text: string, files: string[]): Promise<number> {
  const wish = asking.flags.session === undefined ? await conversionWish(text, files) : undefined;
  if (wish?.kind === "batch") return convertNamed(asking, text);
  if (wish) return convertEach(asking, wish.text, wish.files);
  const { reply, code } = await takeTurn(asking, text, files);
  await finish(asking, reply);
  return code;
}

async function takeTurn(
  asking: Asking,
  text: string,
  files: string[],
): Promise<{ reply: Reply; code: number }> {
  const { nemo, flags, terminal } = asking;
  const onNotice = (notice: Notice) => terminal.notice(notice, text);
  let isDone = false;
  const reply = await nemo.ask(text, {
    ...{ ...placeOf(asking, text), files, onNotice },
    onEvent: (event) => {
      isDone ||= event.type === "tool-result" && !hasFailed(event.result);
    },
  });
  const session = await sessionOf(nemo, flags, reply);
  terminal.result(reply.text, { type: "reply", ...(session !== undefined && { session }), ...reply });
  return { reply, code: isRefused(reply, isDone, flags) ? 1 : 0 };
}

/**
 * Whether a message came to nothing. The embedded agent uses a tool for all that it understands, also for what changes
 * nothing; one of the cloud may have answered a question, unless a film was to come of it.
 */
function isRefused(reply: Reply, isDone: boolean, flags: AskFlags): boolean {
  if (reply.action !== "message" || reply.outcome !== "not-applied" || reply.export) return false;
  return isOnCloud(flags) ? flags.output !== undefined : !isDone;
}

function hasFailed(result: unknown): boolean {
  return (result as { status?: unknown } | null)?.status === "error";
}

function placeOf({ flags, terminal, signal }: Asking, text: string) {
  return {
    ...(flags.output !== undefined && { output: flags.output }),
    ...(flags.session !== undefined && { session: { id: flags.session, taskId: "" } }),
    onExists: flags.onExists as "fail",
    signal,
    onProgress: (progress: Progress) => terminal.progress(progress, text),
  };
}

/** The agent has been asked to edit, not to export: the film of what was edited last, and where to go on. */
async function finish(asking: Asking, last: Reply): Promise<void> {
  const { nemo, flags, terminal } = asking;
  const isEdited = last.outcome === "applied" && last.export === undefined;
  if (isEdited && flags.output !== undefined) {
    const exported = await nemo.export(placeOf(asking, ""));
    for (const { message } of exported.losses ?? []) terminal.detail(`lost: ${message}`);
    for (const warning of exported.warnings ?? []) terminal.detail(`note: ${warning}`);
    terminal.result(exported.path ?? "", { type: "export", ...exported });
  } else if (isEdited && !isOnCloud(flags)) {
    terminal.detail("The project ends with this command; -o writes the video to a file.");
  }
  await sayWhereToGoOn(asking, last);
}

/** The project, to go on with; the credits alone need none, and one in this process ends with it. */
async function sessionOf(
  nemo: NemoConverter,
  flags: AskFlags,
  { action }: Reply,
): Promise<string | undefined> {
  if (flags.session !== undefined) return flags.session;
  if (!isOnCloud(flags) || action === "credits") return undefined;
  return (await nemo.session.current()).id;
}

/** A project of the cloud outlives the command: how to go on with it here, and in the browser (R29). */
async function sayWhereToGoOn({ nemo, flags, terminal, signal }: Asking, last: Reply): Promise<void> {
  if (flags.json || flags.quiet || flags.session !== undefined) return;
  const id = await sessionOf(nemo, flags, last);
  if (id === undefined) return;
  terminal.detail(`Go on with --session ${id}`);
  // A link that cannot be had is no failure of what was done.
  const link = await nemo.auth.claimUrl(undefined, { signal }).catch(() => undefined);
  if (link !== undefined) terminal.detail(`In the browser: ${link}`);
}
