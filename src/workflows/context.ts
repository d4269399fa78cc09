import type { Render, Sessions, Sse, State, Transport, Upload } from "../modules/index.js";

/** The modules that a workflow works with. */
export interface ConverterContext {
  transport: Transport;
  sessions: Sessions;
  upload: Upload;
  sse: Sse;
  state: State;
  render: Render;
}
