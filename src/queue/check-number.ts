import { NemoError } from "../errors/index.js";

/** @throws NemoError `invalid-request` for what is no whole number from 1; Infinity is one here */
export function checkNumber(name: string, value: number | undefined): void {
  if (value === undefined || value === Infinity || (Number.isInteger(value) && value > 0)) return;
  throw new NemoError("invalid-request", `${name} is ${value}; use a whole number from 1.`);
}
