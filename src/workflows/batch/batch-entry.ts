import type { MediaInput } from "../../options/index.js";

/** One file of a batch, before anybody has looked at it. */
export interface BatchEntry {
  input: MediaInput;
  /** What events call it. */
  name: string;
  /** Where it lies below the folder that was named; empty for the folder itself and for single files. */
  folder: string;
  /** Whether somebody wants this very file, and not what lies in a folder or matches a glob. */
  isNamed?: boolean;
}
