import type { Notice } from "../../options/index.js";

/** The request that asks for a turn of the agent. */
export function messageCall(
  sessionId: string,
  text: string,
  onNotice: ((notice: Notice) => void) | undefined,
) {
  return {
    method: "POST",
    path: "/run_sse",
    kind: "message",
    headers: { accept: "text/event-stream" },
    json: {
      app_name: "nemo_agent",
      user_id: "me",
      session_id: sessionId,
      // Without the role, old Python versions of the agent server drop the text.
      new_message: { role: "user", parts: [{ text }] },
    },
    onNotice,
  } as const;
}
