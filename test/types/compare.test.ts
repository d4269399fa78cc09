import { describe, expect, it } from "vitest";
import { gives, takes } from "./compare.js";

type Design = { a: string; b?: number; inner?: false | { c?: "x" | "y" } };

// `npm run typecheck` fails when one of these mistakes is no longer one.
describe("gives and takes", () => {
  it("accept what is the same or has more", () => {
    gives<Design, Design>();
    gives<Design & { more?: string }, Design>();
    takes<Design, Design>();
    takes<Design & { more?: string }, Design>();
    takes<{ a: string | number; b?: number; inner?: false | { c?: string } }, Design>();
    expect(gives<Design, Design>()).toBe(0);
  });

  it("refuse what lacks an optional member, is wider, or asks for more", () => {
    // @ts-expect-error `b` is missing.
    gives<Omit<Design, "b">, Design>();
    // @ts-expect-error `inner.c` is missing.
    gives<{ a: string; b?: number; inner?: false | { d?: string } }, Design>();
    // @ts-expect-error `b` is wider.
    gives<{ a: string; b?: number | string; inner?: false | { c?: "x" | "y" } }, Design>();
    // @ts-expect-error `b` is not known.
    takes<{ a: string; inner?: false | { c?: "x" | "y" } }, Design>();
    // @ts-expect-error `inner.c` no longer takes "y".
    takes<{ a: string; b?: number; inner?: false | { c?: "x" } }, Design>();
    // @ts-expect-error `more` has to be given.
    takes<Design & { more: string }, Design>();
    expect(takes<Design, Design>()).toBe(0);
  });
});
