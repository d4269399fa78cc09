import type { Language } from "../../errors/index.js";
import type { ConversionSpec } from "../spec.js";
import { choices } from "./choices.js";

/** A part of a sentence; nothing where there is nothing to say. */
export type Piece = string | undefined;

/** How parts of a spec are said in one language. */
export interface Say {
  language: Language;
  /** The words of the language, where `isSaid`. */
  words: (isSaid: boolean, english: string, chinese: string) => Piece;
  /** A value in the place of `%`. */
  value: (value: number | string | undefined, english: string, chinese: string) => Piece;
  /** The value that a field has, where it is one of the table of choices. */
  choice: (field: string) => Piece;
}

export function sayIn(spec: ConversionSpec, language: Language): Say {
  const choose = (english: string, chinese: string) => (language === "zh" ? chinese : english);
  return {
    language,
    words: (isSaid, english, chinese) => (isSaid ? choose(english, chinese) : undefined),
    value: (value, english, chinese) =>
      value === undefined ? undefined : choose(english, chinese).replace("%", () => String(value)),
    choice: (field) => {
      const said = JSON.stringify(valueAt(spec, field));
      const found = choices.find((choice) => choice[0] === field && JSON.stringify(choice[1]) === said);
      return found && choose(found[2], found[3]);
    },
  };
}

function valueAt(spec: ConversionSpec, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], spec);
}
