import { type ConversionSpec, describeSpec, parseRequest } from "../../conversion/index.js";
import { exportProject } from "../export-project.js";
import type { Conversation } from "./conversation.js";
import { phrases } from "./phrases.js";
import type { Reply } from "./reply.js";
import { sendMessage } from "./send-message.js";

/** What an export is to be, besides the project as it stands: "export as 720p". */
interface ExportWish {
  /** Undefined where the request wishes for nothing that a project could be made to be. */
  spec?: ConversionSpec;
  /** In the words of the request. */
  words: string[];
  /** Other than MP4. */
  container?: string;
}

/**
 * The project's film. A size, a rate or a codec that the request names becomes an edit first where an edit costs nothing: in
 * process. Elsewhere an export, which is free, must not become a message, which is charged: it is said what was not done.
 */
export async function answerExport(conversation: Conversation, text: string): Promise<Reply> {
  const { context, session, language, options } = conversation;
  const { signal, output, onExists, onProgress } = options;
  const { spec, words, container } = readWish(text);
  const isFree = context.transport.options.localFiles;
  const edit =
    spec && isFree
      ? await sendMessage(conversation, describeSpec(spec, language), () => Promise.resolve())
      : undefined;
  // What the agent says can have come to an export already.
  const result =
    edit?.export ?? (await exportProject(context, { session, signal, output, onExists, onProgress }));
  const said = phrases[language];
  const parts = [
    ...(edit ? [edit.text] : []),
    ...(edit?.export ? [] : [said.exported(result)]),
    ...(spec && !edit ? [said.exportedAsItIs(words)] : []),
    ...(container === undefined ? [] : [said.onlyMp4(container)]),
  ];
  return {
    ...{ action: "export", language, outcome: edit?.outcome ?? "none", changes: edit?.changes ?? [] },
    text: parts.join("\n\n"),
    ...(edit?.timeline !== undefined && { timeline: edit.timeline }),
    export: result,
  };
}

/** Words of quality are no wish for another picture: "export in best quality" means the film as good as it is. */
function readWish(text: string): ExportWish {
  const { spec, understood } = parseRequest(text);
  const { width, height, fps, codec } = spec.video || {};
  const video = {
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...(fps !== undefined && { fps }),
    ...(codec !== undefined && { codec }),
  };
  const wished = understood.filter(({ field }) => /^video\.(?:width|height|fps|codec)$/.test(field));
  const container = /(?<![a-z\d.])(?:mov|avi|mkv|webm|gif)(?![a-z\d])/i.exec(text)?.[0];
  return {
    ...(Object.keys(video).length > 0 && { spec: { video } }),
    words: [...new Set(wished.map((each) => each.text))],
    ...(container !== undefined && { container: container.toUpperCase() }),
  };
}
