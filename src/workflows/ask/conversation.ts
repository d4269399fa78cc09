import type { Language } from "../../errors/index.js";
import type { Session } from "../../modules/index.js";
import type { ConverterContext } from "../context.js";
import type { AskOptions } from "./reply.js";

/** What every step of a turn goes by. */
export interface Conversation {
  context: ConverterContext;
  session: Session;
  language: Language;
  options: AskOptions;
}
