export { takeTurn } from "./take-turn.js";
