export { type ConverterContext, createContext } from "../conversation/index.js";
