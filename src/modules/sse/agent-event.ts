/** What an agent says while it works. New types may be added: let a `default` branch pass them over. */
export type AgentEvent =
  /** A piece of a message, while it is being written. */
  | { type: "text-delta"; text: string }
  /** A complete message, once. */
  | { type: "text"; text: string }
  | { type: "tool-call"; id?: string; name: string; args: unknown }
  | { type: "tool-result"; id?: string; name: string; result: unknown }
  /** A sign of life. */
  | { type: "heartbeat" }
  /** Nothing but signs of life for a while. */
  | { type: "still-working"; elapsedMs: number }
  /** Something that this version does not know. */
  | { type: "unknown"; raw: unknown }
  /** The last event of a stream that ended well; `text` is all complete messages, `silent` says there were none. */
  | { type: "end"; text: string; silent: boolean };
