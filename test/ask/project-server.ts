import { spawn } from "node:child_process";
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pathToFileURL } from "node:url";
import * as answers from "../support/answers.js";
import { builtFile } from "../support/built-package.js";
import {
  bodyOf,
  type LoopbackServer,
  loopbackServer,
  openStream,
  sendJson,
} from "../support/loopback-server.js";
import { ownToken } from "../support/test-transport.js";
import { type Draft, drafts, says, stateAnswer } from "./mocked-project.js";

/** A backend on a port with one project, which a test changes by hand. */
export class ProjectServer {
  draft: Draft = drafts.clip;
  /** What one has, and how much of it is set aside for work under way. */
  credits = { available: 80, frozen: 0, total: 80 };
  /** The texts of the messages that arrived. */
  readonly messages: string[] = [];
  /** How a message is answered; at first its stream stays open. */
  answer: (response: ServerResponse) => void = (response) => void openStream(response).write(": ping\n\n");
  /** How the address begins of what gets no answer. */
  unanswered: string | undefined;
  server!: LoopbackServer;

  static async start(): Promise<ProjectServer> {
    const project = new ProjectServer();
    project.server = await loopbackServer((request, response) => void project.#serve(request, response));
    return project;
  }

  get url(): string {
    return this.server.url;
  }

  /** From now on messages are carried out, and answered in words. */
  carryOut(draft: Draft, words: string): void {
    this.answer = (response) => {
      this.draft = draft;
      openStream(response).end(says(words));
    };
  }

  /** Resolves when so many messages have arrived. */
  async untilAsked(times: number): Promise<void> {
    while (this.messages.length < times) await new Promise((resolve) => setTimeout(resolve, 2));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = (await bodyOf(request)).toString();
    const path = request.url!;
    if (this.unanswered !== undefined && path.startsWith(this.unanswered)) return;
    if (path === "/run_sse") {
      const { new_message } = JSON.parse(body) as { new_message: { parts: { text: string }[] } };
      this.messages.push(new_message.parts[0]!.text);
      this.answer(response);
    } else if (path.startsWith("/api/state/")) sendJson(response, stateAnswer(this.draft));
    else if (path.startsWith("/api/credits/")) sendJson(response, { code: 0, data: this.credits });
    else if (path.startsWith("/api/tasks/")) sendJson(response, answers.session);
    else if (path === "/api/auth/claim-token") sendJson(response, answers.claimToken);
    else sendJson(response, answers.upload);
  }
}

const script = `
  import { NemoConverter } from ${JSON.stringify(pathToFileURL(builtFile("index.js")).href)};
  const [options, messages] = process.argv.slice(1).map((text) => JSON.parse(text));
  const nemo = new NemoConverter(options);
  for (const message of messages) await nemo.ask(message, { session: { id: "sess-1", taskId: "task-1" } });
  await nemo.close();
`;

/** Another process that asks; its messages go to the ledger in `configDir`. */
export function askInChild(project: ProjectServer, configDir: string, ...messages: string[]) {
  const options = JSON.stringify({ baseUrl: project.url, configDir, token: ownToken });
  const args = ["--input-type=module", "-e", script, options, JSON.stringify(messages)];
  const child = spawn(process.execPath, args, { env: {}, stdio: ["ignore", "ignore", "inherit"] });
  const exit = once(child, "exit");
  return {
    exit,
    /** At once, as a crash does: nothing of the process gets another turn. */
    kill: async (): Promise<void> => {
      child.kill("SIGKILL");
      await exit;
    },
  };
}

/** A process that dies while the stream of its message is open. */
export async function crashInATurn(
  project: ProjectServer,
  configDir: string,
  message: string,
): Promise<void> {
  const { kill } = askInChild(project, configDir, message);
  await project.untilAsked(project.messages.length + 1);
  await kill();
}
