import { type EditRule, editRule } from "./edit-rule.js";
import { loudness, music, volume } from "./edit-readers.js";
import { add, noun, percent } from "./english-words.js";
import { fileMark, soundMark } from "./mark-names.js";

const level = String.raw`(?:,? (?:at|with|to)?\s?(?:an? )?(?:volume (?:of )?)?${percent}(?: volume| loud)?)?`;
const under = "(?: (?:in the background|under(?:neath)?(?: it| the video)?|to (?:it|the video|the film)))?";
const musicNoun = "(?:background (?:music|track|song)|music|bgm|soundtrack|song)";
const film = "(?:it|the (?:video|film|clip|sound|audio))";
const volumeNoun = `(?:the )?(?:(?<music>(?:background )?music|bgm)(?:['’]s)? |(?:video|film|sound|audio)(?:['’]s)? )?volume(?: of (?:(?:the )?(?<of>(?:background )?music)|(?:the )?(?:video|film|sound|clip)))?`;
const soundNoun = `(?:the |its )?(?:(?:original|background|music|bgm|video|film|clip|sound|audio)(?:['’]s)? )*(?:volume|loudness|sound|audio|music|bgm)(?: of (?:${film}|the (?:background )?music))?`;
const decibels = String.raw`(?<amount>\d+(?:\.\d+)?)\s?(?<unit>db|decibels?)`;
const amount = decibels.replace("db|", "%|percent|db|");
const change = "(?:turn|bring|lower|raise|reduce|increase|decrease|boost)(?: up| down)?";

/** Louder or quieter, by so much or by what is to be asked: "raise the volume 20%" names no level. */
const loudnessRules = (sign: 1 | -1, louder: string, up: string, raise: string): EditRule[] =>
  [
    `make (?<target>it|this|${film}|${soundNoun}) ${louder}(?: by ${amount})?`,
    `(?:make (?<target>it|this|${film}|${soundNoun}) )?${amount} ${louder}`,
    `(?:turn|bring) (?<target>it|this|${film}|${soundNoun}) ${up}(?:(?: by)? ${amount})?`,
    `(?:turn|bring) ${up} (?<target>${film}|${soundNoun})(?:(?: by)? ${amount})?`,
    `${raise} (?<target>${soundNoun})(?:(?: by)? ${amount})?(?! (?:bit|data|sampl|quality|channel|codec|track|stream|file))`,
    `${raise} (?<target>it|${film}) by ${decibels}`,
    `(?:the )?volume ${up}(?: by)? ${amount}`,
  ].map((pattern) => editRule(pattern, loudness(sign)));

/** What is heard, in English. */
export const englishSounds: readonly EditRule[] = [
  editRule(
    `(?:mute|(?<!(?:of|the) )silence)(?: (?:it|the (?:original )?(?:sound|audio)|${noun}))?(?: (?:sound|audio))?(?! (?:the )?(?:background )?music)`,
    () => ({ kind: "volume", of: "film", level: 0 }),
  ),
  editRule("(?:mute|silence) the (?:background )?music", () => ({ kind: "volume", of: "music", level: 0 })),
  editRule(
    `(?:(?:set|change|put|adjust) )?${volumeNoun}(?: (?:up |down )?to| at| is| =|:)? ?${percent}(?! (?:louder|quieter|softer|higher|lower))`,
    volume,
  ),
  editRule(`${change} ${volumeNoun}(?: up| down)? (?:to|at) ${percent}`, volume),
  editRule(
    `(?:set|put|${change}) the (?:(?<music>(?:background )?music|bgm|song)|sound|audio|original sound)(?: up| down)? (?:to|at) ${percent}(?: volume)?`,
    volume,
  ),
  editRule(`(?:set |change |adjust )?the volume(?! (?:of|to|up|down|by))`, () => "volume"),
  ...loudnessRules(1, "(?:louder|higher in volume)", "up", "(?:increase|raise|boost)"),
  ...loudnessRules(-1, "(?:quieter|softer|lower in volume)", "down", "(?:decrease|lower|reduce)"),
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
