import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { routeMessage } from "../../../src/conversation/later.js";
import { chinese } from "./routes/chinese.js";
import { english } from "./routes/english.js";

const actions = ["export", "credits", "state", "upload", "message"] as const;

describe.each([
  ["English", english],
  ["Chinese", chinese],
])("R16 who answers a request in %s", (_, sentences) => {
  it.each(actions.flatMap((action) => sentences[action].map((text) => [text, action] as const)))(
    "%s: %s",
    (text, action) => {
      expect(routeMessage(text)).toEqual({ action });
    },
  );
});

describe("R16 any request", () => {
  const requests = [english, chinese].flatMap((all) => Object.values<readonly string[]>(all).flat());

  it("has one of the five answers", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: "grapheme" }),
      fc.constantFrom(...requests),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (parts) => {
        expect(actions).toContain(routeMessage(parts.join(" ")).action);
      }),
    );
  });

  it("has the same answer in other letters, in spaces and with a full stop", () => {
    fc.assert(
      fc.property(fc.constantFrom(...english.export, ...english.credits, ...english.state), (text) => {
        const { action } = routeMessage(text);
        for (const same of [text.toUpperCase(), text.toLowerCase(), `  ${text} `, `${text}.`, `${text}!!`]) {
          expect(routeMessage(same).action).toBe(action);
        }
      }),
    );
  });

  it("is a message as soon as it is refused", () => {
    fc.assert(
      fc.property(fc.constantFrom(...english.export), (text) => {
        expect(routeMessage(`don't ${text}`).action).toBe("message");
        expect(routeMessage(`${text} not yet`).action).toBe("message");
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...chinese.export), (text) => {
        expect(routeMessage(`先不要${text}`).action).toBe("message");
      }),
    );
  });
});
