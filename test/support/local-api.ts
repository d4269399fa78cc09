import { onTestFinished } from "vitest";
import { serve, type ServeOptions } from "../../src/local/index.js";
import { isolateEnvironment } from "./isolated-environment.js";

export interface ApiAnswer {
  status: number;
  headers: Headers;
  text: string;
  body: { code?: number; message?: string; data?: Record<string, unknown> } & Record<string, unknown>;
}

/** The API as anybody on the network speaks it, past our own client; the server is closed after the test. */
export async function localApi(options: ServeOptions = {}) {
  isolateEnvironment();
  const server = await serve(options);
  onTestFinished(() => server.close());
  const ask = async (
    method: string,
    path: string,
    { token, ...init }: RequestInit & { token?: string } = {},
  ): Promise<ApiAnswer> => {
    const headers = {
      "x-skill-source": "test",
      "x-skill-version": "1.0.0",
      "x-skill-platform": "test",
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(init.headers as Record<string, string> | undefined),
    };
    const response = await fetch(server.url + path, { ...init, method, headers });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json");
    const body = (isJson ? JSON.parse(text) : {}) as ApiAnswer["body"];
    return { status: response.status, headers: response.headers, text, body };
  };
  const post = (path: string, json: unknown, token?: string) =>
    ask("POST", path, {
      body: typeof json === "string" ? json : JSON.stringify(json),
      headers: { "content-type": "application/json" },
      ...(token !== undefined && { token }),
    });
  const newToken = async () => {
    const headers = { "x-client-id": crypto.randomUUID() };
    return (await ask("POST", "/api/auth/anonymous-token", { headers })).body.data!["token"] as string;
  };
  const newSession = async (token: string) => {
    const path = "/api/tasks/me/with-session/nemo_agent";
    return (await post(path, { task_name: "project" }, token)).body.data!["session_id"] as string;
  };
  const upload = (token: string, session: string, form: FormData) =>
    ask("POST", `/api/upload-video/nemo_agent/me/${session}`, { token, body: form });
  const say = (token: string, session: string, text: string) => {
    const new_message = { role: "user", parts: [{ text }] };
    const message = { app_name: "nemo_agent", user_id: "me", session_id: session, new_message };
    return post("/run_sse", message, token);
  };
  return { url: server.url, ask, post, newToken, newSession, upload, say };
}
