import { fileMark } from "./mark-names.js";

/** Pieces of patterns that English rules share. */

export const noun =
  "(?:the |this |my |our )?(?:whole |entire )?(?:video|clip|film|movie|footage|recording)s?";

export const it = `(?: (?:it|this|${noun}|(?<file>${fileMark})))?`;

export const of = `(?: (?:of|from|off|in|on) (?:it|this|${noun}|(?<file>${fileMark})))?`;

export const percent = String.raw`(?<percent>\d+(?:\.\d+)?)\s?(?:%|percent\b)`;

export const add =
  "(?:add|put|show|insert|display|overlay|include|use|create|write|place|give it|play|mix in|with)";
