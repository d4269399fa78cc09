import { type EditRule, editRule } from "./edit-rule.js";
import { loudness, music, volume } from "./edit-readers.js";
import { add, noun, percent } from "./english-words.js";
import { fileMark, soundMark } from "./mark-names.js";

const level = String.raw`(?:,? (?:at|with|to)?\s?(?:an? )?(?:volume (?:of )?)?${percent}(?: volume| loud)?)?`;
const under = "(?: (?:in the background|under(?:neath)?(?: it| the video)?|to (?:it|the video|the film)))?";
const musicNoun = "(?:background (?:music|track|song)|music|bgm|soundtrack|song)";
const loudTarget = `(?:it|the (?:video|film|clip|sound|audio|volume)|(?<music>the (?:background )?music))`;
const amount = String.raw`(?<amount>\d+(?:\.\d+)?)\s?(?<unit>db|decibels?|%|percent)`;

/** What is heard, in English. */
export const englishSounds: readonly EditRule[] = [
  editRule(
    `(?:mute|silence)(?: (?:it|the (?:original )?(?:sound|audio)|${noun}))?(?: (?:sound|audio))?(?! (?:the )?(?:background )?music)`,
    () => ({ kind: "volume", of: "film", level: 0 }),
  ),
  editRule("(?:mute|silence) the (?:background )?music", () => ({ kind: "volume", of: "music", level: 0 })),
  editRule(
    `(?:(?:set|turn|change|put|bring|lower|raise|reduce|increase) )?(?:the )?(?:(?<music>(?:background )?music|bgm)(?:['’]s)? |(?:video|film|sound|audio)(?:['’]s)? )?volume(?: of (?:the )?(?:(?<of>(?:background )?music)|video|film|sound|clip))?(?: up| down)?(?: to| at| is| =|:)? ?${percent}`,
    volume,
  ),
  editRule(
    `(?:set|turn|put|bring|lower|raise|reduce|increase) the (?:(?<music>(?:background )?music|bgm|song)|sound|audio|original sound)(?: up| down)? (?:to|at) ${percent}(?: volume)?`,
    volume,
  ),
  editRule(`(?:set |change |adjust )?the volume(?! (?:of|to|up|down|by))`, () => "volume"),
  editRule(
    `(?:make ${loudTarget} louder|turn ${loudTarget.replace("music>", "tune>")} up|(?:increase|raise|boost) ${loudTarget.replace("music>", "song>")})(?: by ${amount})?`,
    loudness(1),
  ),
  editRule(
    `(?:make ${loudTarget} (?:quieter|softer)|turn ${loudTarget.replace("music>", "tune>")} down|(?:decrease|lower|reduce) ${loudTarget.replace("music>", "song>")})(?: by ${amount})?`,
    loudness(-1),
  ),
  editRule(
    `(?:${add} )?(?:the |a |some |my )?(?:${musicNoun}|sound|audio)?(?: file| from|:)? ?(?<file>${soundMark})(?: as (?:the |a )?${musicNoun})?${level}${under}`,
    music,
  ),
  editRule(
    `(?:${add} )?(?:the |a |some |my )?${musicNoun}(?: file| from|:)? (?<file>${fileMark})${level}${under}`,
    music,
  ),
  editRule(`(?:${add} )?(?<file>${fileMark}) as (?:the |a )?${musicNoun}${level}${under}`, music),
  editRule(
    `(?:add|put|insert|include|play) (?:the |a |some |my )?(?:uploaded )?${musicNoun}${level}${under}`,
    music,
  ),
  editRule(
    `(?:remove|delete|drop|take out|get rid of|stop) (?:the |any )?(?:background )?(?:music|bgm|soundtrack|song)`,
    () => ({ kind: "remove-music" }),
  ),
];
