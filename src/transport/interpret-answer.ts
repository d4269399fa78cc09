/** What an HTTP answer says, once the envelope is off. */
export type Interpretation =
  | { isFailure: false; value: unknown }
  | { isFailure: true; code?: number; message?: string }
  | { isFailure: "malformed"; problem: string };

/**
 * Takes an answer apart: `{"code":0,"data":…}`, the bare object, an error under HTTP 200, an HTTP error with an
 * envelope, plain JSON (`detail`, `error`), HTML from a proxy, or nothing. Pure.
 */
export function interpretAnswer(status: number, text: string): Interpretation {
  if (isTooDeep(text)) return { isFailure: "malformed", problem: "JSON that is nested too deeply" };
  const body = parseJson(text);
  if (status >= 400 || (status >= 300 && status < 400)) {
    return { isFailure: true, code: codeOf(body), message: messageOf(body) };
  }
  if (body === undefined) {
    if (text.trim() === "") return { isFailure: false, value: {} };
    const isPage = /^\s*</.test(text);
    return { isFailure: "malformed", problem: isPage ? "an HTML page" : "something that is not JSON" };
  }
  const code = codeOf(body);
  if (code !== undefined && code !== 0) return { isFailure: true, code, message: messageOf(body) };
  return { isFailure: false, value: code === 0 || isBareData(body) ? (field(body, "data") ?? body) : body };
}

// No answer is nested a tenth as deep; what walks through one would run out of stack.
const deepest = 500;

/** Whether more brackets are open at the same time than an answer can mean. */
function isTooDeep(text: string): boolean {
  if (text.length <= deepest) return false;
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === "\\" && isInString) at += 1;
    else if (character === '"') isInString = !isInString;
    else if (isInString) continue;
    else if (character === "[" || character === "{") depth += 1;
    else if (character === "]" || character === "}") depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function field(body: unknown, key: string): unknown {
  return typeof body === "object" && body !== null ? (body as Record<string, unknown>)[key] : undefined;
}

/** `{"data": …}` with nothing beside it but words. */
function isBareData(body: unknown): boolean {
  if (typeof field(body, "data") !== "object" || field(body, "data") === null) return false;
  return Object.keys(body as object).every((key) => ["data", "message", "msg", "success"].includes(key));
}

function codeOf(body: unknown): number | undefined {
  const code = field(body, "code");
  if (typeof code === "number") return code;
  return typeof code === "string" && /^\d+$/.test(code) ? Number(code) : undefined;
}

/** The words of an envelope, or of the plain JSON errors of agent servers. */
export function messageOf(body: unknown): string | undefined {
  for (const key of ["message", "msg", "detail", "error", "error_details"]) {
    const value = field(body, key);
    if (typeof value === "string" && value !== "") return value;
    if (Array.isArray(value)) {
      const parts = value.map((item) => field(item, "msg")).filter((part) => typeof part === "string");
      if (parts.length > 0) return parts.join("; ");
    }
    const inner = field(value, "message");
    if (typeof inner === "string" && inner !== "") return inner;
  }
  return undefined;
}
