import type { Language } from "../../errors/index.js";
import type { AgentEvent, CreditBalance, Session, UploadedMedia } from "../../modules/index.js";
import type { MediaInput, Notice, Progress } from "../../options/index.js";
import type { ConvertOptions } from "../convert-options.js";
import type { ExportResult } from "../export-project.js";

export interface AskOptions {
  /** Uploaded before anything else is done. Only what stands here is read: a path in the text alone is not. */
  files?: MediaInput[];
  /** Where an export goes, when the turn comes to one. Default: nowhere; the reply has the signed link. */
  output?: string;
  /**
   * What to do when there is a file at `output` already.
   * @default "fail"
   */
  onExists?: ConvertOptions["onExists"];
  /** Default: the converter's own. */
  session?: Session;
  signal?: AbortSignal;
  onNotice?: (notice: Notice) => void;
  /** Of uploads and exports. */
  onProgress?: (progress: Progress) => void;
  /** What the agent says and does meanwhile, its tools included. */
  onEvent?: (event: AgentEvent) => void;
}

/** What a turn came to. */
export interface Reply {
  /** What the text was taken for. */
  action: "export" | "credits" | "state" | "upload" | "message";
  /** For people, in their language; never empty. */
  text: string;
  language: Language;
  /** Whether the message changed the project; `"none"` when there was no message to the agent. */
  outcome: "applied" | "not-applied" | "unknown" | "none";
  /** What is different, a piece of a sentence each. */
  changes: string[];
  /** Where the project is told or was changed: `Timeline (2 tracks): 1. Video: … 2. …`. */
  timeline?: string;
  credits?: CreditBalance;
  export?: ExportResult;
  uploads?: UploadedMedia[];
}
