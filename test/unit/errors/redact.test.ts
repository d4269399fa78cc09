import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Redactor } from "../../../src/errors/index.js";

describe("R15 secrets known by their form", () => {
  it.each([
    ["token nmv_usr_aB-9_z was refused", "token nmv_[redacted] was refused"],
    ["open /claim?ct=clm_a-b_c", "open /claim?ct=[redacted]"],
    ["it is clm_a-b_c.", "it is clm_[redacted]."],
    ["Authorization: Bearer abc.def", "Authorization: Bearer [redacted]"],
    ["authorization: bearer   abc", "authorization: bearer [redacted]"],
    [
      "https://cdn.test/a.mp4?X-Amz-Signature=ff00&x=1",
      "https://cdn.test/a.mp4?X-Amz-Signature=[redacted]&x=1",
    ],
    ["https://cdn.test/a.mp4?x=1&sig=ff00", "https://cdn.test/a.mp4?x=1&sig=[redacted]"],
    ["https://x.test/?token=abc", "https://x.test/?token=[redacted]"],
  ])("%s", (text, safe) => {
    expect(new Redactor().text(text)).toBe(safe);
  });

  it("leaves ordinary words alone", () => {
    const text = "A token of 12 words, nmv is short, clm too. See https://x.test/?a=b";
    expect(new Redactor().text(text)).toBe(text);
  });
});

describe("R15 secrets known by their value", () => {
  it("disappear wherever they stand, whatever their characters", () => {
    const secret = fc.string({
      unit: fc.constantFrom(...Array.from("abcXYZ019$&*+./\\^|()[]{}?\"'")),
      minLength: 6,
      maxLength: 40,
    });
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
        const redactor = new Redactor();
        redactor.add(value);
        expect(redactor.text(before + value + after)).not.toContain(value);
      }),
    );
  });

  it("keep to themselves what is too short to be one", () => {
    const redactor = new Redactor();
    redactor.add("the");
    expect(redactor.text("the weather")).toBe("the weather");
  });
});

describe("R15 values and causes", () => {
  const redactor = new Redactor();
  redactor.add("s3cr3t-value");

  it("redacts strings and keys of a value at every depth", () => {
    const value = { a: ["x s3cr3t-value", { "s3cr3t-value": 1 }], n: 1, none: null };
    expect(redactor.value(value)).toEqual({ a: ["x [redacted]", { "[redacted]": 1 }], n: 1, none: null });
  });

  it("ends with what has no end", () => {
    const circle: Record<string, unknown> = { text: "s3cr3t-value" };
    circle["self"] = circle;
    expect(inspect(redactor.value(circle), { depth: 20 })).not.toContain("s3cr3t-value");
  });

  it("keeps name, message and code of an error and nothing else", () => {
    const error = Object.assign(new TypeError("failed with s3cr3t-value"), {
      code: "ECONNRESET",
      request: { headers: { authorization: "Bearer s3cr3t-value" } },
      cause: new Error("s3cr3t-value"),
    });
    const safe = redactor.cause(error);
    expect(safe).toMatchObject({ name: "TypeError", message: "failed with [redacted]", code: "ECONNRESET" });
    expect(inspect(safe, { depth: 10, showHidden: true })).not.toContain("s3cr3t-value");
    expect(safe).not.toHaveProperty("request");
    expect(redactor.cause("text s3cr3t-value").message).toBe("text [redacted]");
  });
});
