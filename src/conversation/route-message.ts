import { chineseWords } from "./routing/chinese-words.js";
import { englishWords } from "./routing/english-words.js";
import { isPath, type Pattern, readWords, type WordClass } from "./routing/read-words.js";

/** What a request asks for. */
export interface Route {
  action: "export" | "credits" | "state" | "upload" | "message";
}

/** Longer requests are messages. */
const longest = 500;

/** Together, because people mix them. Compiled for the first message: who sends none does not pay for it at import. */
let words: readonly Pattern[] | undefined;

/**
 * Whether a request is one for the export, the credits, the state or an upload, which need no agent; everything else is a
 * message. English and Chinese. Each word of the request has to fit, so that no edit is taken for more than it is: "export as 720p" exports,
 * but "trim 2 s and export", "don't export yet" and "add a title that says Export" are messages. A question for the way is a request for the thing:
 * "How do I export?" exports, which is free. Two wishes at once, such as "export it and show my credits", are a message.
 *
 * @example
 * routeMessage("把视频发给我"); // { action: "export" }
 */
export function routeMessage(text: string): Route {
  if (text.length > longest) return { action: "message" };
  if (isPath(text)) return { action: "upload" };
  words ??= [...englishWords(), ...chineseWords()];
  const classes = readWords(text, words);
  return { action: classes ? actionOf(new Set(classes)) : "message" };
}

function actionOf(classes: ReadonlySet<WordClass>): Route["action"] {
  const wish = wishes.find(({ needs, besides }) => {
    const isComplete = needs.every((word) => classes.has(word));
    const isBeside = (word: WordClass) =>
      word === "link" ||
      (word === "property" && classes.has("format")) ||
      [...needs, ...besides].includes(word);
    return isComplete && [...classes].every(isBeside);
  });
  return wish?.action ?? "message";
}

interface Wish {
  action: Route["action"];
  needs: readonly WordClass[];
  /** What may stand beside it. */
  besides: readonly WordClass[];
}

const asked: readonly WordClass[] = ["show", "hand", "project", "control"];
const result: readonly WordClass[] = ["pronoun", "format", "place", "media", "control", "project"];

/** The first one that fits a request is its own. */
const wishes: readonly Wish[] = [
  {
    action: "upload",
    needs: ["upload"],
    besides: [
      ...(["product", "pronoun", "indefinite", "format", "place", "origin", "media"] as const),
      ...(["address", "control", "hand"] as const),
    ],
  },
  // To download what is elsewhere.
  { action: "upload", needs: ["export", "address"], besides: ["product", "pronoun"] },
  { action: "upload", needs: ["media"], besides: ["product", "pronoun", "address"] },
  { action: "upload", needs: ["address", "product"], besides: ["pronoun"] },
  { action: "credits", needs: ["credits"], besides: ["more", "show", "hand", "control"] },
  {
    action: "state",
    needs: ["status"],
    besides: ["state", "export", "product", "pronoun", "indefinite", ...asked],
  },
  { action: "state", needs: ["state"], besides: ["product", ...asked] },
  { action: "state", needs: ["project", "show"], besides: [] },
  { action: "export", needs: ["export"], besides: ["hand", "product", "indefinite", "state", ...result] },
  { action: "export", needs: ["hand", "product"], besides: result },
];
