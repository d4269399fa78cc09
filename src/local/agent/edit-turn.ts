import {
  type ConversionSpec,
  type Loss,
  mainVideo,
  mergeSpecs,
  parseRequest,
} from "../../conversion/index.js";
import { type Draft, isObject } from "../../wire/index.js";
import { contentLosses } from "../content-losses.js";
import type { Project, StoredMedia } from "../projects.js";
import { readContent } from "../render-content.js";
import { applyEdit } from "./apply-edit.js";
import { convert, describeWish } from "./conversion-turn.js";
import type { Edit, Unclear } from "./edit.js";
import { canBeOfPart } from "./edit-of-part.js";
import { asFilm, type FilmDraft, trackKind } from "./film.js";
import { type Outcome, remember } from "./outcome.js";
import { saysWhatStays } from "./part-to-keep.js";
import { questions, type Words } from "./problem.js";
import { readEdits } from "./read-edits.js";
import { sayEdit, sayLostTitles } from "./say-edit.js";
import { sayLosses } from "./say-losses.js";
import { succeeded, type ToolUse, toolUse, tryTo } from "./tool-use.js";

/** What comes of a message in words: all of it is done, or nothing, and then it is said why. */
export function editTurn(project: Project, message: string): Outcome {
  const files = project.media.map(({ name, info }) => ({ name, hasPicture: mainVideo(info) !== undefined }));
  const { edits: read, unclear, rest } = readEdits(message, files);
  const { spec: asked, unrecognized, questions: open } = parseRequest(rest);
  const { edits, spec } =
    read.length > 0 || isEdited(project.draft) ? trimmed(read, asked) : { edits: read, spec: asked };
  if (unrecognized.length > 0)
    return nothing([notUnderstood(unrecognized), ...unclear.map(questionOf)], edits);
  if (open.length > 0)
    return nothing(
      open.map(({ text }) => ({ en: text, zh: text })),
      edits,
    );
  if (unclear.length > 0) return nothing(unclear.map(questionOf), edits);
  if (asked.trim && read.some(canBeOfPart) && !saysWhatStays(rest)) return nothing([questions.part], edits);
  const hasSpec = Object.keys(spec).length > 0;
  if (edits.length === 0 && !isEdited(project.draft)) return convert(project, { spec });
  const made = makeEdits(project, edits);
  if ("problem" in made) return nothing([made.problem], edits.slice(0, made.position), made.uses);
  return finish(project, made, hasSpec || edits.length === 0 ? spec : undefined);
}

interface MadeEdits {
  draft: Draft | undefined;
  history: readonly (Draft | undefined)[];
  uses: ToolUse[];
  said: Words[];
}

function makeEdits(
  { draft, history, media }: Project,
  edits: readonly Edit[],
): MadeEdits | { problem: Words; position: number; uses: ToolUse[] } {
  let made: MadeEdits = { draft, history, uses: [], said: [] };
  for (const [position, edit] of edits.entries()) {
    const { kind, ...args } = edit;
    const use = (response: Record<string, unknown>) => [...made.uses, toolUse(kind, args, response)];
    if (edit.kind === "undo") {
      if (made.history.length === 0) return { problem: nothingToUndo, position, uses: made.uses };
      const [before, earlier] = [made.history.at(-1), made.history.slice(0, -1)];
      made = { draft: before, history: earlier, uses: use(succeeded), said: [...made.said, undone] };
      continue;
    }
    const applied = applyEdit(made.draft, edit, media);
    if ("problem" in applied) {
      const uses = use({ status: "error", message: applied.problem.en });
      return { problem: applied.problem, position, uses };
    }
    // What changed nothing is nothing to go back from.
    const isSame = JSON.stringify(applied.film) === JSON.stringify(made.draft);
    made = {
      draft: applied.film,
      history: isSame ? made.history : remember(made.history, made.draft),
      uses: use(succeeded),
      said: [...made.said, sayEdit(edit, applied.film), ...sayLostTitles(edit, made.draft, applied.film)],
    };
  }
  return made;
}

/** Puts what the film is to become into its draft, and looks whether it can be rendered. */
function finish(
  { draft: before, media }: Project,
  made: MadeEdits,
  spec: ConversionSpec | undefined,
): Outcome {
  const film = made.draft && asFilm(made.draft, media);
  const draft = film && spec ? withSpec(film, spec) : made.draft;
  const planned = tryTo("convert", { spec: spec ?? {} }, () => {
    const known = lossesOf(before, media).map(({ message }) => message);
    return isEdited(draft) ? lossesOf(draft, media).filter(({ message }) => !known.includes(message)) : [];
  });
  if (!planned.result) return nothing([planned.words], [], [...made.uses, planned.use]);
  const said = [...made.said, ...(spec ? [describe(spec)] : []), ...sayLosses(planned.result)];
  return {
    uses: [...made.uses, ...(spec ? [planned.use] : [])],
    words: {
      en: ["Done.", ...said.map(({ en }) => en)].join(" "),
      zh: ["已完成。", ...said.map(({ zh }) => zh)].join(""),
    },
    change: { draft, history: spec ? remember(made.history, made.draft) : [...made.history] },
  };
}

function lossesOf(draft: Draft | undefined, media: readonly StoredMedia[]): Loss[] {
  return draft ? contentLosses(readContent(draft, media)) : [];
}

function describe(spec: ConversionSpec): Words {
  return { en: describeWish({ spec }, "en"), zh: describeWish({ spec }, "zh") };
}

function withSpec(film: FilmDraft, spec: ConversionSpec): FilmDraft {
  const t = film.t.map((track) => {
    if (track.tt !== trackKind.video) return track;
    const known = isObject(track.m) ? track.m : {};
    const before = isObject(known["spec"]) ? (known["spec"] as ConversionSpec) : {};
    return { ...track, m: { ...known, spec: mergeSpecs(before, spec) } };
  });
  return { ...film, t };
}

/** Of a film that is edited a trim is one of the edits, the first. */
function trimmed(edits: Edit[], { trim, ...spec }: ConversionSpec): { edits: Edit[]; spec: ConversionSpec } {
  if (!trim) return { edits, spec };
  const { start = 0, end, dropLast = 0 } = trim;
  const keep: Edit = { kind: "keep", start: start * 1000, ...(end !== undefined && { end: end * 1000 }) };
  const cut: Edit[] = dropLast > 0 ? [{ kind: "cut-end", length: dropLast * 1000 }] : [];
  const kept = start > 0 || end !== undefined ? [keep] : [];
  return { edits: [...cut, ...kept, ...edits], spec };
}

/** Whether a draft is more than an upload and what it is to become: only segments of a film have settings. */
function isEdited(draft: Draft | undefined): boolean {
  return (draft?.t ?? []).some(({ sg = [] }) =>
    sg.some((segment) => isObject(segment) && isObject(segment["m"])),
  );
}

function nothing(words: readonly Words[], edits: readonly Edit[], uses: ToolUse[] = []): Outcome {
  // Where a part of it was understood, it is said that it was not done either.
  const kept: Words[] = edits.length > 0 ? [{ en: "Nothing was changed.", zh: "没有做任何修改。" }] : [];
  const all = [...words, ...kept];
  return {
    uses,
    words: { en: all.map(({ en }) => en).join(" "), zh: all.map(({ zh }) => zh).join("") },
  };
}

function notUnderstood(unrecognized: readonly string[]): Words {
  const words = unrecognized.join(", ");
  return {
    en: `I did not understand: ${words}. I convert and edit videos; say what you want, for example "1080p, CRF 20" or "trim the first 2 seconds".`,
    zh: `无法理解：${words}。我负责转换和剪辑视频，例如“1080p，CRF 20”或“裁掉前2秒”。`,
  };
}

function questionOf(unclear: Unclear): Words {
  return questions[unclear];
}

const nothingToUndo: Words = { en: "There is nothing to undo.", zh: "没有可以撤销的操作。" };
const undone: Words = { en: "Undid the last change.", zh: "已撤销上一步。" };
