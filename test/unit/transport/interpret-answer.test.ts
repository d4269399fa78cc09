import { describe, expect, it } from "vitest";
import { interpretAnswer, messageOf } from "../../../src/transport/later.js";

const value = (found: unknown) => ({ isFailure: false, value: found });

describe("R39 answers that are well", () => {
  it.each([
    ["an envelope", '{"code":0,"message":"ok","data":{"a":1}}', { a: 1 }],
    ["an envelope with its code as text", '{"code":"0","data":[1]}', [1]],
    ["an envelope without a code", '{"data":{"a":1},"success":true}', { a: 1 }],
    ["the bare object", '{"a":1}', { a: 1 }],
    ["the bare object with a code of 0", '{"code":0,"status":"pending"}', { code: 0, status: "pending" }],
    [
      "a bare object that has data of its own",
      '{"data":{"a":1},"status":"x"}',
      { data: { a: 1 }, status: "x" },
    ],
    ["an object whose code is a word", '{"code":"ABC","a":1}', { code: "ABC", a: 1 }],
    ["nothing", "", {}],
    ["blank", " \n", {}],
    ["a list", "[1]", [1]],
    ["null", "null", null],
  ])("%s", (_, text, expected) => {
    expect(interpretAnswer(200, text)).toEqual(value(expected));
  });
});

describe("R31-R38 failures", () => {
  it.each([
    ["under HTTP 200", 200, '{"code":1001,"message":"bad token"}', 1001, "bad token"],
    ["with a code as text", 200, '{"code":"2001","msg":"none left"}', 2001, "none left"],
    ["under its own status", 401, '{"code":1001,"message":"bad token"}', 1001, "bad token"],
    ["with a code of 0 under HTTP 500", 500, '{"code":0,"message":"odd"}', 0, "odd"],
    ["plain JSON with detail", 404, '{"detail":"Session not found"}', undefined, "Session not found"],
    [
      "plain JSON with a list of details",
      422,
      '{"detail":[{"msg":"a"},{"loc":1},{"msg":"b"}]}',
      undefined,
      "a; b",
    ],
    ["plain JSON with error", 500, '{"error":"boom"}', undefined, "boom"],
    ["plain JSON with an error object", 500, '{"error":{"code":1,"message":"boom"}}', undefined, "boom"],
    ["HTML from a proxy", 502, "<html>Bad Gateway</html>", undefined, undefined],
    ["nothing", 503, "", undefined, undefined],
    ["a redirect", 302, "", undefined, undefined],
  ])("%s", (_, status, text, code, message) => {
    expect(interpretAnswer(status, text)).toEqual({ isFailure: true, code, message });
  });
});

describe("R39 answers of no use", () => {
  it.each([
    ["<!DOCTYPE html><html></html>", "an HTML page"],
    ["  <html>", "an HTML page"],
    ["OK", "something that is not JSON"],
    ['{"code":0,"data":', "something that is not JSON"],
  ])("%j", (text, problem) => {
    expect(interpretAnswer(200, text)).toEqual({ isFailure: "malformed", problem });
  });
});

describe("R39 the words of a failure", () => {
  it.each([
    [{ message: "", msg: "b" }, "b"],
    [{ error: "a", error_details: "b" }, "a"],
    [{ error_details: "b" }, "b"],
    [{ error: { message: "" } }, undefined],
    [{ detail: [] }, undefined],
    ["text", undefined],
    [null, undefined],
  ])("of %j", (body, words) => {
    expect(messageOf(body)).toBe(words);
  });
});
