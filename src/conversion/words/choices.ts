import type { Choice } from "./choice.js";
import { pictureChoices } from "./picture-choices.js";
import { put, rule, type Rule, speakOf } from "./rule.js";
import { soundChoices } from "./sound-choices.js";

export const choices: readonly Choice[] = [...pictureChoices, ...soundChoices];

export const choiceRules: readonly Rule[] = choices.map(([field, value, english, chinese, pattern]) => {
  const said = [english, chinese].map((phrase) => phrase.normalize("NFKC").replace(/\./g, "\\."));
  return rule(
    field,
    `(?:${[...said, ...(pattern ? [pattern] : [])].join("|")})(?:(?<=\\p{Script=Han})|(?![a-z\\d]))`,
    (reading) => {
      put(reading, field, value);
      const subject = /^(?:streams\.)?(?=audio)/.test(field) ? "audio" : "video";
      if (/^(?:audio\.|video\.|streams)/.test(field)) speakOf(reading, subject);
    },
  );
});
