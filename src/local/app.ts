import { pathToFileURL } from "node:url";
import { type Context, Hono } from "hono";
import { validate as isUuid } from "uuid";
import {
  claimTokenRequest,
  messageRequest,
  renderRequest,
  sessionRequest,
  uploadUrlsRequest,
} from "../wire/later.js";
import { type Account, Accounts, tokenLifetimeMs } from "./accounts.js";
import { answerMessage } from "./answer-message.js";
import { stateOf, statusOf } from "./answers.js";
import { badRequest, exportBlocked, toResponse } from "./api-error.js";
import { awaitNews } from "./await-news.js";
import type { RenderResult } from "./job.js";
import { Links } from "./links.js";
import type { ResolvedLocalOptions } from "./options.js";
import { Projects } from "./projects.js";
import { readBody } from "./read-body.js";
import { Renders } from "./renders.js";
import { sendFile } from "./send-file.js";
import { uploadForm, uploadUrls } from "./uploads.js";
import { withoutPaths } from "./without-paths.js";
import { Workspace } from "./workspace.js";

/** The backend as a function from a request to an answer. */
export interface LocalApp {
  /** @param env what the server knows of the connection */
  fetch(request: Request, env?: object): Promise<Response>;
  accounts: Accounts;
  close(): Promise<void>;
}

type Handler = (context: Context, account: Account) => Promise<Response> | Response;

// It is read by rules, in a time that grows with its length.
const longestMessage = 100_000;

const attribution = ["x-skill-source", "x-skill-version", "x-skill-platform"];

/** @param isTrusted whether the caller is this very process, which may name files of this machine */
export function createLocalApp(options: ResolvedLocalOptions, isTrusted: boolean): LocalApp {
  const accounts = new Accounts(options);
  const projects = new Projects();
  const workspace = new Workspace(options.directory);
  const renders = new Renders(options, workspace);
  const links = new Links(options.linkLifetimeMs);
  const linked = new Map<string, RenderResult>();
  const app = new Hono();

  const withAccount = (handle: Handler) => async (context: Context) =>
    handle(context, accounts.find(context.req.header("authorization")));
  const projectOf = (context: Context, account: Account) =>
    projects.find(account, context.req.param("session")!);

  app.post("/api/auth/anonymous-token", (context) => {
    const clientId = context.req.header("x-client-id");
    if (clientId === undefined || !isUuid(clientId)) throw badRequest("X-Client-Id must be a UUID.");
    const { token, available } = accounts.issue(clientId, addressOf(context));
    return ok({ token, credits: available, expires_in: tokenLifetimeMs / 1000 });
  });

  app.post(
    "/api/auth/claim-token",
    withAccount(async (context, account) => {
      const { session_id } = await readBody(context, claimTokenRequest);
      projects.find(account, session_id);
      return ok({
        claim_token: `clm_${crypto.randomUUID().replaceAll("-", "")}`,
        expires_in: tokenLifetimeMs / 1000,
      });
    }),
  );

  app.post(
    "/api/tasks/me/with-session/nemo_agent",
    withAccount(async (context, account) => {
      const { language } = await readBody(context, sessionRequest);
      const { taskId, sessionId } = await projects.create(account, language);
      return ok({ task_id: taskId, session_id: sessionId, user_id: account.userId });
    }),
  );

  app.post(
    "/run_sse",
    withAccount(async (context, account) => {
      const { session_id, new_message } = await readBody(context, messageRequest);
      const project = projects.find(account, session_id);
      const text = new_message.parts.map((part) => part.text ?? "").join("\n");
      if (text.length > longestMessage)
        throw badRequest(`A message has at most ${longestMessage} characters.`);
      return answerMessage(project, text, options, accounts.reserve(account));
    }),
  );

  app.post(
    "/api/upload-video/nemo_agent/me/:session",
    withAccount(async (context, account) => {
      const project = projectOf(context, account);
      const request = context.req.raw;
      const upload = { options, workspace, isTrusted, signal: request.signal };
      const isJson = request.headers.get("content-type")?.includes("json");
      const stored = isJson
        ? await uploadUrls(project, (await readBody(context, uploadUrlsRequest)).urls, upload)
        : await uploadForm(project, request, upload);
      return ok({ files: stored.map(({ id, name, bytes }) => ({ id, name, bytes })) });
    }),
  );

  app.get(
    "/api/credits/balance/simple",
    withAccount((_context, { available, frozen }) => ok({ available, frozen, total: available + frozen })),
  );

  app.get(
    "/api/state/nemo_agent/me/:session/latest",
    withAccount((context, account) =>
      ok({ state: stateOf(projectOf(context, account)), user_id: account.userId }),
    ),
  );

  app.post(
    "/api/render/proxy/lambda",
    withAccount(async (context, account) => {
      if (attribution.some((name) => !context.req.header(name))) throw exportBlocked();
      const { id, sessionId, draft, output } = await readBody(context, renderRequest);
      const { folder, threads, resume: isResumable, most_bytes: mostBytes } = output;
      const limits = { ...(isTrusted && { folder, threads, isResumable }), mostBytes };
      renders.submit(projects.find(account, sessionId), id, draft, limits);
      return ok({ id, status: "pending", cancel: `/api/render/proxy/lambda/${id}` });
    }),
  );

  app.get(
    "/api/render/proxy/lambda/:id",
    withAccount(async (context, account) => {
      const job = renders.find(account, context.req.param("id")!);
      const isPatient = isTrusted && context.req.header("prefer") === "wait=1";
      if (isPatient) await awaitNews(job, context.req.raw.signal);
      const link = (result: RenderResult) => linkTo(result, new URL(context.req.url).origin);
      return Response.json(statusOf(job, link, isTrusted ? (value) => value : withoutPaths));
    }),
  );

  app.delete(
    "/api/render/proxy/lambda/:id",
    withAccount(async (context, account) => {
      await renders.cancel(account, context.req.param("id")!);
      return ok({});
    }),
  );

  app.get(
    "/api/render/proxy/:id/download",
    withAccount((context, account) =>
      sendFile(renders.find(account, context.req.param("id")!).results[0]?.path, context.req.raw),
    ),
  );

  app.get("/files/:name", (context) => {
    const name = context.req.param("name");
    links.check(name, new URL(context.req.url).searchParams);
    return sendFile(linked.get(name)?.path, context.req.raw);
  });

  app.notFound((context) =>
    Response.json({ code: 404, message: `There is no ${context.req.path}.` }, { status: 404 }),
  );
  app.onError((error) => toResponse(error, isTrusted));

  function linkTo(result: RenderResult, origin: string): string {
    if (isTrusted) return pathToFileURL(result.path).href;
    linked.set(result.linkName, result);
    return origin + links.sign(result.linkName);
  }

  return {
    fetch: async (request, env) => app.fetch(request, env),
    accounts,
    async close() {
      await renders.close();
      await workspace.remove();
    },
  };
}

function ok(data: object): Response {
  return Response.json({ code: 0, message: "success", data });
}

function addressOf(context: Context): string {
  const { incoming } = (context.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  return incoming?.socket?.remoteAddress ?? "in process";
}
