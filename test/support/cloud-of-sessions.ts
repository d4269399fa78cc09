import { readFile } from "node:fs/promises";
import * as answers from "./answers.js";
import { eventStream, json, type MockBackend } from "./mock-backend.js";

export const createSession = "POST /api/tasks/me/with-session/nemo_agent";
export const balance = "GET /api/credits/balance/simple";
const emptyState = { code: 0, data: { state: { ...answers.state.data.state, draft: null } } };

export interface CloudOfSessionsOptions {
  /** How many have to be there before any message is answered. */
  together?: number;
  /** Each film takes 10 of them. */
  credits?: number;
}

/** A cloud on which every file has a session of its own; gives how many of them were under way at most. */
export function cloudOfSessions(
  backend: MockBackend,
  film: () => string,
  { together = 1, credits = 1000 }: CloudOfSessionsOptions = {},
): { most: () => number } {
  let created = 0;
  let finished = 0;
  let most = 0;
  backend.on(createSession, () => {
    created += 1;
    most = Math.max(most, created - finished);
    const id = `sess-${created}`;
    const latest = `GET /api/state/nemo_agent/me/${id}/latest`;
    backend.on(latest, emptyState).on(`POST /api/upload-video/nemo_agent/me/${id}`, answers.upload);
    return json({ code: 0, data: { task_id: `task-${created}`, session_id: id, user_id: "user-1" } });
  });
  backend.on(balance, () => json(creditsLeft(credits - 10 * finished)));
  backend.on("POST /run_sse", async ({ json: body }) => {
    while (created < together) await new Promise((resolve) => setTimeout(resolve, 5));
    // One too many would come now.
    if (together > 1) await new Promise((resolve) => setTimeout(resolve, 50));
    const id = /sess-\d+/.exec(JSON.stringify(body))![0];
    backend.on(`GET /api/state/nemo_agent/me/${id}/latest`, answers.state);
    return eventStream(answers.turnStream);
  });
  backend.on("POST /api/render/proxy/lambda", ({ json: body }) => {
    const { id } = body as { id: string };
    backend.on(`GET /api/render/proxy/lambda/${id}`, { status: "processing" }, answers.renderCompleted);
    return json(answers.renderAccepted);
  });
  backend.on("GET https://cdn.test/film.mp4?sig=s3cr3t", async () => {
    finished += 1;
    return new Response(await readFile(film()));
  });
  return { most: () => most };
}

export const creditsLeft = (available: number) => ({ code: 0, data: { available, frozen: 0, total: 100 } });
