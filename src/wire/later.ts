export * from "./answers.js";
export { parseAnswer } from "./parse-answer.js";
export * from "./requests.js";
