import { isObject } from "./draft.js";

/** One event of a Google ADK agent server, as far as anybody here looks at it. Camel case on the wire. */
export interface AdkEvent {
  content?: { role?: string; parts?: AdkPart[] } | null;
  partial?: boolean;
  author?: string;
  id?: string;
  invocationId?: string;
  timestamp?: number;
  finishReason?: string;
  turnComplete?: boolean;
  errorCode?: string;
  errorMessage?: string;
  longRunningToolIds?: string[];
  [key: string]: unknown;
}

export interface AdkPart {
  text?: string;
  thought?: boolean;
  functionCall?: { id?: string; name: string; args?: unknown };
  functionResponse?: { id?: string; name: string; response?: unknown };
  [key: string]: unknown;
}

// Written by hand: a zod schema costs half the speed of JSON.parse here, this a few percent.

/** Whether a frame has the form of an ADK event; an empty object, or one that only names an error, has not. */
export function isAdkEvent(value: unknown): value is AdkEvent {
  if (!isObject(value)) return false;
  const { content } = value;
  if (content === undefined || content === null) return isEventWithoutContent(value);
  if (!isObject(content)) return false;
  const { parts } = content;
  return parts === undefined || parts === null || (Array.isArray(parts) && parts.every(isPart));
}

const ownKeys = [
  "author",
  "invocationId",
  "actions",
  "usageMetadata",
  "finishReason",
  "turnComplete",
  "errorCode",
  "errorMessage",
  "partial",
  "content",
];

function isEventWithoutContent(value: Record<string, unknown>): boolean {
  return ownKeys.some((key) => key in value);
}

function isPart(part: unknown): part is AdkPart {
  if (!isObject(part)) return false;
  const { text, functionCall, functionResponse } = part;
  if (typeof text !== "string" && text !== undefined && text !== null) return false;
  return isNamed(functionCall) && isNamed(functionResponse);
}

function isNamed(value: unknown): boolean {
  return value === undefined || value === null || (isObject(value) && typeof value["name"] === "string");
}
