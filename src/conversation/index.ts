export { takeTurn, type Turn, type TurnContext, type TurnOptions } from "./take-turn.js";
