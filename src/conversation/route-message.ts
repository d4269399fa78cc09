import { detectLanguage } from "../errors/index.js";
import { chineseWords } from "./routing/chinese-words.js";
import { englishWords } from "./routing/english-words.js";
import { isPath, readWords, type WordClass } from "./routing/read-words.js";

/** What a request asks for. */
export interface Route {
  action: "export" | "credits" | "state" | "upload" | "message";
}

/**
 * Whether a request is one for the export, the credits, the state or an upload, which need no agent; everything else is a
 * message. Each word of the request has to fit, so that no edit is taken for more than it is: "export as 720p" exports, "trim
 * 2 s and export", "don't export yet" and "add a title that says Export" are messages. "How do I export?" exports: that
 * is what is wanted, and it is free.
 *
 * @example
 * routeMessage("把视频发给我"); // { action: "export" }
 */
export function routeMessage(text: string): Route {
  if (isPath(text)) return { action: "upload" };
  const vocabulary = detectLanguage(text) === "zh" ? chineseWords : englishWords;
  const classes = readWords(text, vocabulary);
  return { action: classes ? actionOf(new Set(classes)) : "message" };
}

type Wish = Exclude<Route["action"], "message">;

function actionOf(words: ReadonlySet<WordClass>): Route["action"] {
  return wishes.find(({ test }) => test(words))?.action ?? "message";
}

const wishes: { action: Wish; test: (words: ReadonlySet<WordClass>) => boolean }[] = [
  { action: "upload", test: isUpload },
  { action: "credits", test: isCredits },
  { action: "state", test: isState },
  { action: "export", test: isExport },
];

function isUpload(words: ReadonlySet<WordClass>): boolean {
  if (words.has("upload")) {
    const beside: WordClass[] = [
      "product",
      "pronoun",
      "indefinite",
      "format",
      "place",
      "media",
      "address",
      "control",
    ];
    return fits(words, ["upload", ...beside]);
  }
  if (words.has("export"))
    return words.has("address") && fits(words, ["export", "product", "pronoun", "address"]);
  return words.has("media") && fits(words, ["media", "product", "pronoun", "address"]);
}

function isCredits(words: ReadonlySet<WordClass>): boolean {
  return words.has("credits") && fits(words, ["credits", "more", "show", "hand", "control"]);
}

function isState(words: ReadonlySet<WordClass>): boolean {
  const asked: WordClass[] = ["show", "hand", "project", "control"];
  if (words.has("status")) return fits(words, ["status", "state", "export", "product", "pronoun", ...asked]);
  if (words.has("state")) return fits(words, ["state", "product", ...asked]);
  return words.has("project") && words.has("show") && fits(words, ["project", "show"]);
}

function isExport(words: ReadonlySet<WordClass>): boolean {
  const beside: WordClass[] = [
    "hand",
    "product",
    "pronoun",
    "format",
    "place",
    "media",
    "control",
    "project",
  ];
  if (words.has("export")) return fits(words, ["export", "indefinite", "state", ...beside]);
  return words.has("hand") && words.has("product") && fits(words, beside);
}

/** Whether all words are of these classes, or only link others. */
function fits(words: ReadonlySet<WordClass>, classes: readonly WordClass[]): boolean {
  return [...words].every((word) => word === "link" || classes.includes(word));
}
