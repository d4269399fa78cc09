import { findBackendCode, type EndpointKind } from "./backend-codes.js";
import type { Language, NemoErrorAction } from "./error-code.js";
import { NemoError } from "./nemo-error.js";

/** What an answer said of its failure, before anybody interpreted it. */
export interface BackendFailure {
  /** `POST /run_sse`, for messages; never with a query. */
  endpoint: string;
  kind: EndpointKind;
  status?: number;
  /** The code in the body; it wins over the status. */
  code?: number;
  /** The backend's own words, redacted. */
  message?: string;
  /** From `Retry-After`. */
  retryAfterMs?: number;
}

/** Who asked, as far as the next step depends on it. */
export interface FailureContext {
  isAnonymous: boolean;
  webUrl: string;
  language: Language;
  /** `user_id` of the session or state answer; ties a registration to the anonymous project. */
  bindId?: string;
}

/** The one place where a backend's answer becomes an error (R31-R39). Pure. */
export function mapBackendError(failure: BackendFailure, context: FailureContext): NemoError {
  const { code, status, endpoint } = failure;
  const row = findBackendCode(failure, failure.kind);
  const said = failure.message ? ` The backend said: ${failure.message}` : "";
  const options = {
    status,
    backendCode: code === 0 ? undefined : code,
    language: context.language,
    details: {
      endpoint,
      ...(failure.retryAfterMs !== undefined && { retryAfterMs: failure.retryAfterMs }),
      ...(failure.message && { backendMessage: failure.message }),
    },
  };
  if (row) {
    const action = nextStep(row.becomes, context);
    return new NemoError(row.becomes, `${row.what} (${endpoint})${said}`, { ...options, action });
  }
  const isPassing = status !== undefined && (status >= 500 || status === 408);
  const what =
    code !== undefined && code !== 0 && code !== status
      ? `The backend answered ${endpoint} with the unknown code ${code}.`
      : `The backend answered ${endpoint} with HTTP ${status}.`;
  return new NemoError("backend-error", what + said, {
    ...options,
    isRetryable: isPassing,
    action: isPassing ? { kind: "retry" } : {},
  });
}

function nextStep(code: NemoError["code"], context: FailureContext): Partial<NemoErrorAction> {
  const { isAnonymous, webUrl, bindId, language } = context;
  const register = `${webUrl}/register${bindId ? bindQuery(bindId) : ""}`;
  switch (code) {
    case "insufficient-credits":
      return isAnonymous
        ? { kind: "register", url: register, message: moreCredits("register", register, language) }
        : { kind: "top-up", url: webUrl, message: moreCredits("top-up", webUrl, language) };
    case "export-blocked":
      return isAnonymous ? { kind: "register", url: register } : { kind: "upgrade", url: webUrl };
    case "token-invalid":
      return isAnonymous ? { message: noAnonymousToken(language) } : {};
    default:
      return {};
  }
}

function noAnonymousToken(language: Language): string {
  return language === "zh"
    ? "匿名令牌被拒绝，也无法换得新令牌。请稍后再试，或用 NEMO_TOKEN 设置自己的令牌。"
    : "The anonymous token was refused, and no other could be had. Try again later, or set a token of your own (NEMO_TOKEN).";
}

function moreCredits(kind: "register" | "top-up", url: string, language: Language): string {
  if (kind === "register") {
    return language === "zh" ? `请注册以获得更多积分：${url}` : `Register to get more credits: ${url}`;
  }
  return language === "zh" ? `请充值积分：${url}` : `Top up your credits: ${url}`;
}

/** The same error, its next step in another language; a next step of its own words stays as it is. */
export function inLanguage(error: NemoError, language: Language): NemoError {
  const { code, message, action, cause, backendCode, status, isRetryable, details, charged } = error;
  const next = (["en", "zh"] as const).map((each) => nextWords(error, each));
  if (!next.includes(action.message)) return error;
  return new NemoError(code, message, {
    ...{ backendCode, status, isRetryable, details, charged, cause },
    action: { ...action, message: nextWords(error, language) },
  });
}

function nextWords({ code, action: { kind, url } }: NemoError, language: Language): string {
  const isForCredits = code === "insufficient-credits" && url !== undefined;
  if (isForCredits && (kind === "register" || kind === "top-up")) return moreCredits(kind, url, language);
  return new NemoError(code, "", { language }).action.message;
}

/** Whether an error sends somebody to register of whom no answer has named the user yet. */
export function isUnboundRegistration({ action }: NemoError): boolean {
  return action.kind === "register" && action.url !== undefined && !action.url.includes("?bind=");
}

/** The same error, its registration tied to the anonymous user. */
export function bindRegistration(error: NemoError, bindId: string): NemoError {
  const { code, message, action, cause, backendCode, status, isRetryable, details, charged } = error;
  const url = `${action.url}${bindQuery(bindId)}`;
  const bound = { kind: action.kind, url, message: action.message.replace(action.url!, url) };
  return new NemoError(code, message, {
    ...{ backendCode, status, isRetryable, details, charged, cause },
    action: bound,
  });
}

function bindQuery(bindId: string): string {
  return `?bind=${encodeURIComponent(bindId)}`;
}
