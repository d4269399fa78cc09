import { failureAnswer } from "./mock-failure.js";
import { filmAnswer } from "./film-answer.js";
import { filmHost, type RequestKind, type RoutedRequest } from "./request-kind.js";
import { MockProject, type MockUpload } from "./mock-project.js";
import type { MockTurn, NemoScenario } from "./scenario.js";
import { sseStream } from "./sse-stream.js";
import { turns } from "./turns.js";

interface MockRender {
  id: string;
  readingsLeft: number;
  isFailing: boolean;
}

const anonymousToken = "nmv_usr_anonymous_test";

/** The endpoints as they work when nothing refuses: what `MockCloud` does behind its scenario's failures. */
export class MockBackend {
  readonly messages: string[] = [];
  readonly uploads: MockUpload[] = [];
  readonly #scenario: NemoScenario;
  readonly #projects = new Map<string, MockProject>();
  readonly #renders = new Map<string, MockRender>();
  #downloads = 0;

  constructor(scenario: NemoScenario) {
    this.#scenario = scenario;
  }

  async answer({ kind, id = "" }: RoutedRequest, request: Request): Promise<Response> {
    const isOpen = kind === "token" || new URL(request.url).hostname === filmHost;
    if (!isOpen && !request.headers.get("authorization")?.startsWith("Bearer ")) return failureAnswer(1001);
    const answers: Record<RequestKind, () => Response | Promise<Response>> = {
      token: () => this.#token(request),
      claim: () => ok({ claim_token: "clm_test", expires_in: 604_800 }),
      session: () => this.#session(),
      message: () => this.#message(request),
      upload: () => this.#upload(id, request),
      credits: () => ok(this.#scenario.credits ?? { available: 80, frozen: 20, total: 100 }),
      state: () => this.#state(id),
      render: () => this.#render(request),
      "render-status": () => this.#status(id),
      download: () => this.#download(request),
    };
    return answers[kind]();
  }

  #token({ headers }: Request): Response {
    if (!headers.get("x-client-id")) return failureAnswer(400);
    return ok({ token: anonymousToken, credits: 100, expires_in: 604_800 });
  }

  #session(): Response {
    const number = this.#projects.size + 1;
    const project = new MockProject(`session_${number}`);
    this.#projects.set(project.id, project);
    return ok({ task_id: `task_${number}`, session_id: project.id, user_id: "user_test" });
  }

  async #message(request: Request): Promise<Response> {
    const { session_id, new_message } = (await request.json()) as {
      session_id: string;
      new_message: { parts: { text?: string }[] };
    };
    const project = this.#projects.get(session_id);
    if (!project) return failureAnswer(1002);
    const planned = this.#scenario.turns ?? [];
    const turn: MockTurn = planned[this.messages.length] ?? planned.at(-1) ?? turns.says("Done.");
    this.messages.push(new_message.parts.map(({ text = "" }) => text).join("\n"));
    project.edit(turn.draft);
    return new Response(sseStream(turn.events ?? [], turn.stream), {
      headers: { "content-type": "text/event-stream" },
    });
  }

  async #upload(id: string, request: Request): Promise<Response> {
    const project = this.#projects.get(id);
    if (!project) return failureAnswer(1002);
    const taken = request.headers.get("content-type")?.includes("json")
      ? ((await request.json()) as { urls: string[] }).urls.map((url) => ({ name: nameOf(url), url }))
      : await filesOf(request);
    project.uploads.push(...taken);
    this.uploads.push(...taken);
    return ok({ files: taken.map(({ name }) => ({ name })) });
  }

  #state(id: string): Response {
    const project = this.#projects.get(id);
    return project ? ok({ state: project.state }) : failureAnswer(1002);
  }

  async #render(request: Request): Promise<Response> {
    // Without the attribution an export counts as one outside of the plan.
    if (!request.headers.get("x-skill-source")) return failureAnswer(402);
    const { id } = (await request.json()) as { id: string };
    const { readings = 1, failures = 0 } = this.#scenario.render ?? {};
    this.#renders.set(id, { id, readingsLeft: readings, isFailing: this.#renders.size < failures });
    return ok({ id, status: "pending" });
  }

  #status(id: string): Response {
    const render = this.#renders.get(id);
    if (!render) return Response.json({ code: 404, message: "no such render" }, { status: 404 });
    const { readings = 1, error = "The encoder ran out of memory." } = this.#scenario.render ?? {};
    if (render.readingsLeft > 0) {
      render.readingsLeft -= 1;
      const progress = Math.floor((100 * (readings - render.readingsLeft)) / (readings + 1));
      return Response.json({ status: "processing", progress });
    }
    if (render.isFailing) return Response.json({ status: "failed", error });
    const url = `https://${filmHost}/films/${encodeURIComponent(id)}?signature=test`;
    return Response.json({ status: "completed", progress: 100, output: { url } });
  }

  #download(request: Request): Response {
    const download = this.#scenario.download ?? {};
    const isLink = new URL(request.url).hostname === filmHost;
    if (isLink && download.isLinkExpired) return new Response("Request has expired", { status: 403 });
    this.#downloads += 1;
    return filmAnswer(request, download, this.#downloads === 1);
  }
}

function ok(data: object): Response {
  return Response.json({ code: 0, message: "success", data });
}

async function filesOf(request: Request): Promise<MockUpload[]> {
  const form = await request.formData();
  const files = form.getAll("files").filter((value) => typeof value !== "string");
  return Promise.all(
    files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  );
}

function nameOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.split("/").pop() ?? "");
}
