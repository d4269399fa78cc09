export { type ConverterContext, createContext } from "./converter-context.js";
export type { GuiAction } from "./gui/gui-action.js";
export type { TurnOutcome, TurnRecord } from "./turn-record.js";
export { Turns, type TurnsOptions } from "./turns.js";
