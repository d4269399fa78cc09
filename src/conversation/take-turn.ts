import { NemoError } from "../errors/index.js";
import { notice, type Notice } from "../options/index.js";
import type { AgentEvent, Session, SessionState, Sse, State, Transport } from "../modules/index.js";
import { wait } from "../time/index.js";

export interface TurnContext {
  transport: Transport;
  sse: Sse;
  state: State;
}

export interface TurnOptions {
  session: Session;
  signal?: AbortSignal;
  onNotice?: (notice: Notice) => void;
  onEvent?: (event: AgentEvent) => void;
}

/** What a turn came to. */
export interface Turn {
  /** All that the agent said. */
  text: string;
  /** The state after it. */
  state: SessionState;
}

/**
 * Sends one message and waits for what it does. When the stream is cut the message is not sent again, which could do and
 * cost everything twice: the state tells whether it was carried out.
 *
 * @throws NemoError `outcome-unknown` when the state does not change in the time allowed
 */
export async function takeTurn(context: TurnContext, message: string, options: TurnOptions): Promise<Turn> {
  const { session, signal, onNotice, onEvent } = options;
  const before = await context.state.get({ session, signal });
  let text = "";
  try {
    for await (const event of context.sse.send(message, { session, signal, onNotice })) {
      onEvent?.(event);
      if (event.type === "end") text = event.text;
    }
  } catch (error) {
    if (!isCut(error)) throw error;
    return { text: textOf(error), state: await recover(context, before, error, options) };
  }
  return { text, state: await context.state.get({ session, signal }) };
}

/** The stream had opened, and then the connection or the time was over. */
function isCut(error: unknown): error is NemoError {
  if (!NemoError.isInstance(error) || error.charged !== "unknown") return false;
  return error.code === "network" || error.code === "timeout";
}

function textOf({ details }: NemoError): string {
  return typeof details["text"] === "string" ? details["text"] : "";
}

async function recover(
  { transport, state }: TurnContext,
  before: SessionState,
  cut: NemoError,
  { session, signal, onNotice }: TurnOptions,
): Promise<SessionState> {
  const { recoveryFirstMs, recoveryNextMs, recoveryReadings } = transport.options.timing;
  onNotice?.(notice("recovering", transport.options.language));
  for (let reading = 0; reading < recoveryReadings; reading += 1) {
    await wait(reading === 0 ? recoveryFirstMs : recoveryNextMs, { signal, clock: transport.clock });
    const now = await state.get({ session, signal });
    if (JSON.stringify(now.raw) !== JSON.stringify(before.raw)) return now;
  }
  throw new NemoError(
    "outcome-unknown",
    `The connection was cut, and after ${recoveryReadings} readings the project is as it was before the message.`,
    { charged: "unknown", details: cut.details, cause: cut, language: transport.options.language },
  );
}
