/** What a request asks for, by the endpoints of the backend. */
export type RequestKind =
  | "token"
  | "claim"
  | "session"
  | "message"
  | "upload"
  | "credits"
  | "state"
  | "render"
  | "render-status"
  | "download";

interface Endpoint {
  kind: RequestKind;
  method: "GET" | "POST";
  /** `:name` stands for one segment. */
  path: string;
  /** Default: any. */
  host?: string;
}

/** Where links to rendered films lead; on another host, as those of the cloud do. */
export const filmHost = "films.nemo-converter.test";

/** Every endpoint of the backend, and the link to a film. */
export const endpoints: readonly Endpoint[] = [
  { kind: "token", method: "POST", path: "/api/auth/anonymous-token" },
  { kind: "claim", method: "POST", path: "/api/auth/claim-token" },
  { kind: "session", method: "POST", path: "/api/tasks/me/with-session/nemo_agent" },
  { kind: "message", method: "POST", path: "/run_sse" },
  { kind: "upload", method: "POST", path: "/api/upload-video/nemo_agent/me/:session" },
  { kind: "credits", method: "GET", path: "/api/credits/balance/simple" },
  { kind: "state", method: "GET", path: "/api/state/nemo_agent/me/:session/latest" },
  { kind: "render", method: "POST", path: "/api/render/proxy/lambda" },
  { kind: "render-status", method: "GET", path: "/api/render/proxy/lambda/:render" },
  { kind: "download", method: "GET", path: "/api/render/proxy/:render/download" },
  { kind: "download", method: "GET", path: "/films/:render", host: filmHost },
];

export interface RoutedRequest {
  kind: RequestKind;
  /** The session or the render that its path names. */
  id?: string;
}

/** What a request is, or undefined for one that the backend does not know. */
export function routeRequest(method: string, url: string): RoutedRequest | undefined {
  const { hostname, pathname } = new URL(url);
  const segments = pathname.split("/");
  for (const { kind, method: expected, path, host = hostname } of endpoints) {
    const pattern = path.split("/");
    if (method !== expected || host !== hostname || pattern.length !== segments.length) continue;
    if (!pattern.every((part, at) => part.startsWith(":") || part === segments[at])) continue;
    const at = pattern.findIndex((part) => part.startsWith(":"));
    return { kind, ...(at >= 0 && { id: decodeURIComponent(segments[at]!) }) };
  }
  return undefined;
}
