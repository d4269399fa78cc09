import type { Render, Sessions, Sse, State, Upload } from "../modules/index.js";
import type { Transport } from "../transport/index.js";

/** The modules that a workflow works with. */
export interface ConverterContext {
  transport: Transport;
  sessions: Sessions;
  upload: Upload;
  sse: Sse;
  state: State;
  render: Render;
}
