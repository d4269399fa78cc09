import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { piece, readTurn, says } from "../../support/adk-events.js";

const messages = fc.array(fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 5 }), {
  maxLength: 6,
});

describe("R17 no text is lost or doubled, whatever the pieces", () => {
  it("pieces and complete messages say the same", () => {
    fc.assert(
      fc.property(messages, (turns) => {
        const frames = turns.flatMap((pieces) => [
          ...pieces.map((each) => piece(each)),
          says(pieces.join("")),
        ]);
        const { events, turn } = readTurn(...frames);
        const deltas = events.map((event) => (event.type === "text-delta" ? event.text : "")).join("");
        const texts = events.flatMap((event) => (event.type === "text" ? [event.text] : []));
        expect(texts).toEqual(turns.map((pieces) => pieces.join("")));
        expect(deltas).toBe(texts.join(""));
        expect(turn.text).toBe(texts.join("\n\n"));
        expect(turn.isOpen).toBe(false);
      }),
    );
  });

  it("never throws, whatever the frame", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.json(), fc.string()),
        fc.option(fc.string(), { nil: undefined }),
        (data, event) => {
          expect(() => readTurn(event === undefined ? data : { event, data })).not.toThrow();
        },
      ),
    );
  });
});
