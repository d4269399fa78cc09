import { agentCall, agentError, agentPiece, agentResult, agentText } from "./agent-events.js";
import type { MockTurn } from "./scenario.js";
import { sseFrames } from "./sse-stream.js";

type Draft = MockTurn["draft"];

/** What an agent may do with a message, for `turns` of a scenario. */
export const turns = {
  /** Does as it was told, and says so in two pieces and the whole. */
  says(text: string, draft: Draft = "upload"): MockTurn {
    const middle = Math.ceil(text.length / 2);
    const pieces = [text.slice(0, middle), text.slice(middle)].filter(Boolean).map(agentPiece);
    return { events: [...pieces, agentText(text)], draft };
  },

  /** Edits without a word, as about 30 % of all edits go: a tool call, its result, the end. */
  editsSilently(draft: Draft = "upload"): MockTurn {
    return { events: [agentCall("edit_timeline"), agentResult("edit_timeline", { status: "ok" })], draft };
  },

  /** Says what to do in a user interface that an SDK has not. */
  givesGuiDirections(
    text = 'I added a title. Open the Text panel to see it, then click the "Export" button.',
    draft: Draft = "upload",
  ): MockTurn {
    return turns.says(text, draft);
  },

  /**
   * The connection is cut after so many bytes of the stream. By default the agent carried the edit out all the same;
   * `"unchanged"` for one that did not.
   */
  isCut(afterBytes: number, draft: Draft = "upload"): MockTurn {
    const { events = [] } = turns.says("Trimmed the first 2 seconds.");
    return { events, draft, stream: { cutAfterBytes: Math.min(afterBytes, lengthOf(events) - 1) } };
  },

  /** Signs of life and nothing else, until the client gives up. */
  onlyHeartbeats(): MockTurn {
    return { events: [], draft: "unchanged", stream: { heartbeats: Infinity } };
  },

  /** Fails inside a stream that opened well. */
  fails(code = "SAFETY", message = "The request was blocked."): MockTurn {
    return { events: [agentError(code, message)], draft: "unchanged" };
  },
};

function lengthOf(events: NonNullable<MockTurn["events"]>): number {
  return new TextEncoder().encode(sseFrames(...events)).length;
}
