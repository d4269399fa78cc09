import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { type Language, languageOf } from "../errors/index.js";
import type { MediaInfo } from "../conversion/index.js";
import type { Draft } from "../wire/index.js";
import type { Account } from "./accounts.js";
import { sessionNotFound } from "./api-error.js";

/** A file of a project. */
export interface StoredMedia {
  id: string;
  name: string;
  path: string;
  bytes: number;
  info: MediaInfo;
  /** Whether it is the backend's own copy, to be removed with the project. */
  isOwned: boolean;
}

/** What the API calls a task with its session. */
export interface Project {
  readonly sessionId: string;
  readonly taskId: string;
  readonly account: Account;
  readonly language: Language;
  readonly media: StoredMedia[];
  draft?: Draft | undefined;
  /** The drafts before it, to which an undo goes back. */
  history: (Draft | undefined)[];
  usedAt: number;
}

// Idle sessions end, on the cloud too.
const idleMs = 24 * 3600 * 1000;

/** The projects of all accounts. */
export class Projects {
  readonly #bySession = new Map<string, Project>();

  async create(account: Account, language: string | undefined): Promise<Project> {
    await this.#endIdle();
    const project: Project = {
      sessionId: randomBytes(12).toString("hex"),
      taskId: randomBytes(12).toString("hex"),
      account,
      language: languageOf(language),
      media: [],
      history: [],
      usedAt: Date.now(),
    };
    this.#bySession.set(project.sessionId, project);
    return project;
  }

  /** @throws ApiError 1002, also for another account's session: that it exists is nobody's business */
  find(account: Account, sessionId: string): Project {
    const project = this.#bySession.get(sessionId);
    if (project?.account !== account) throw sessionNotFound();
    project.usedAt = Date.now();
    return project;
  }

  async #endIdle(): Promise<void> {
    for (const [id, { usedAt, media }] of this.#bySession) {
      if (Date.now() - usedAt < idleMs) continue;
      this.#bySession.delete(id);
      for (const { isOwned, path } of media) if (isOwned) await rm(path, { force: true });
    }
  }
}
