import { detectLanguage } from "../../errors/index.js";
import { specInMessage, variantsInMessage } from "../../conversion/index.js";
import type { AdkPart } from "../../wire/index.js";
import type { Project } from "../projects.js";
import { convert, type Wish } from "./conversion-turn.js";
import { editTurn } from "./edit-turn.js";
import { guiDirections } from "./gui-directions.js";
import type { Outcome } from "./outcome.js";
import type { ToolUse } from "./tool-use.js";

/** One thing that the agent says or does in a turn. */
export type AgentStep = { kind: "parts"; parts: AdkPart[] } | { kind: "text"; text: string };

/** What comes of a message: what is heard of it, and what is to become of the project. */
export interface AgentTurn {
  steps: AgentStep[];
  /** Undefined: the project stays as it is. */
  change?: Pick<Project, "draft" | "history">;
}

export interface AgentOptions {
  /** Whether answers speak of buttons and panels. */
  guiDirections: boolean;
}

/**
 * The embedded agent, by rules instead of a language model: takes the spec of a message's block before its words, else
 * understands conversions and edits, in English and Chinese. What it does not understand it says, and does nothing then.
 * Changes nothing itself.
 */
export function takeTurn(project: Project, message: string, options: AgentOptions): AgentTurn {
  const { uses, words, change } = decide(project, message);
  // People change their language in the middle of a project.
  const language = detectLanguage(message) ?? project.language;
  const said = words[language];
  const directions = options.guiDirections && change ? guiDirections[language] : "";
  return {
    steps: [...uses.flatMap(toSteps), { kind: "text", text: said + directions }],
    ...(change && { change }),
  };
}

function decide(project: Project, message: string): Outcome {
  const media = project.media.at(-1);
  if (!media) return { uses: [], words: { en: "Upload a video first.", zh: "请先上传视频。" } };
  const wish = wishInBlock(message);
  return wish ? convert(project, wish) : editTurn(project, message);
}

function wishInBlock(message: string): Wish | undefined {
  const variants = variantsInMessage(message);
  if (variants) return { variants };
  const spec = specInMessage(message);
  return spec && { spec };
}

function toSteps({ id, name, args, response }: ToolUse): AgentStep[] {
  return [
    { kind: "parts", parts: [{ functionCall: { id, name, args } }] },
    { kind: "parts", parts: [{ functionResponse: { id, name, response } }] },
  ];
}
