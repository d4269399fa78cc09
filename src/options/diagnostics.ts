import type * as diagnosticsChannel from "node:diagnostics_channel";

/** What can be watched through `node:diagnostics_channel`, by the name of its channel. No token ever passes through. */
export interface Diagnostics {
  /** One attempt of a request, when its headers came or it failed. */
  "nemo-converter:request": {
    /** Method and path, without host and query. */
    endpoint: string;
    status?: number;
    /** Milliseconds until the headers. */
    ms: number;
    /** The `NemoErrorCode` of a failure. */
    code?: string;
  };
  /** A message to the agent, when its stream is over. */
  "nemo-converter:turn": { sessionId?: string; events: number; ms: number; code?: string };
  /** A render, when the waiting for it is over. */
  "nemo-converter:render": { id: string; status?: string; ms: number; code?: string };
  /** A run of ffmpeg or ffprobe, when it is over. */
  "nemo-converter:process": {
    command: string;
    arguments: readonly string[];
    pid?: number;
    ms: number;
    exitCode: number | null;
    signal: string | null;
  };
}

let channels: typeof diagnosticsChannel | undefined;

/** Tells whoever listens; costs next to nothing when nobody does. */
export function tell<Name extends keyof Diagnostics>(name: Name, message: () => Diagnostics[Name]): void {
  // Asked for in this way it needs no import, which a browser's bundler would stumble over.
  channels ??= globalThis.process?.getBuiltinModule?.("node:diagnostics_channel");
  const channel = channels?.channel(name);
  if (channel?.hasSubscribers) channel.publish(message());
}
