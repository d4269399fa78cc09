import { NemoError } from "../errors/index.js";
import type { NemoConverter } from "../nemo-converter.js";
import { AllowedFolders } from "./allowed-folders.js";
import { errorOutcome } from "./error-outcome.js";
import { JobStore } from "./jobs/job-store.js";
import { Jobs } from "./jobs/jobs.js";
import type { ToolContext } from "./tool.js";
import type { ExecuteOptions, ToolOutcome } from "./tool-definition.js";
import type { ToolOptions } from "./tool-options.js";
import { tools } from "./tools/index.js";

const longestHeartbeatMs = 15_000;

/** The tools with what they work on. */
export class ToolKit {
  readonly context: ToolContext;
  readonly heartbeatMs: number;

  /** @throws NemoError `invalid-request` for an option that cannot be used */
  constructor(nemo: NemoConverter, options: ToolOptions = {}) {
    const { allowedFolders, allowUrls, stateFolder = defaultFolder(nemo), heartbeatMs = 10_000 } = options;
    if (!(heartbeatMs > 0 && heartbeatMs <= longestHeartbeatMs)) {
      throw new NemoError(
        "invalid-request",
        `heartbeatMs is ${heartbeatMs}; use 1 to ${longestHeartbeatMs}.`,
      );
    }
    this.heartbeatMs = heartbeatMs;
    this.context = {
      nemo,
      folders: new AllowedFolders(allowedFolders, allowUrls),
      jobs: new Jobs(
        new JobStore(stateFolder === false ? undefined : stateFolder),
        heartbeatMs,
        !nemo.credits.isFree,
      ),
    };
  }

  /** @throws nothing: a failure is an outcome */
  async execute(name: string, input: unknown, options: ExecuteOptions = {}): Promise<ToolOutcome> {
    try {
      const tool = tools.find(({ definition }) => definition.name === name);
      if (!tool) {
        const known = tools.map(({ definition }) => definition.name).join(", ");
        throw new NemoError("invalid-request", `There is no tool ${name}; there are ${known}.`);
      }
      return { isError: false, ...(await tool.run(input, this.context, options)) };
    } catch (error) {
      return errorOutcome(error);
    }
  }

  /** Ends what runs; it is on record as interrupted. The converter stays open. */
  close(): Promise<void> {
    return this.context.jobs.close();
  }
}

/** Where there is no home, jobs are known as long as the process lives. */
function defaultFolder({ auth }: NemoConverter): string | false {
  return auth.configDir === undefined ? false : `${auth.configDir}/jobs`;
}
