import type { Transport } from "../transport/index.js";
import { parseAnswer, stateAnswer } from "../wire/later.js";

/** The state of a project as the backend has it; the transport remembers whose it is. */
export async function requestState(
  transport: Transport,
  sessionId: string,
  signal: AbortSignal | undefined,
): Promise<Record<string, unknown>> {
  const call = {
    method: "GET",
    path: `/api/state/nemo_agent/me/${encodeURIComponent(sessionId)}/latest`,
    kind: "session",
    signal,
  } as const;
  const { state, user_id } = await transport.request(call, (value, endpoint) =>
    parseAnswer(stateAnswer, value, endpoint),
  );
  if (user_id !== undefined) transport.userId ??= user_id;
  return state;
}
