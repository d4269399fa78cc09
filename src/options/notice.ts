import type { Language } from "../errors/index.js";

/** Something worth telling a person while a call goes on. */
export interface Notice {
  kind: "setting-up" | "still-working" | "token-renewed" | "session-renewed" | "rate-limited" | "recovering";
  /** In the user's language. */
  message: string;
}

const messages: Record<Notice["kind"], Record<Language, string>> = {
  "setting-up": { en: "Setting up…", zh: "正在准备…" },
  "still-working": { en: "⏳ Still working...", zh: "⏳ 仍在处理中..." },
  "token-renewed": { en: "The anonymous token was renewed.", zh: "已更新匿名令牌。" },
  "session-renewed": {
    en: "The session had ended; a new one was created.",
    zh: "原会话已结束，已创建新的会话。",
  },
  "rate-limited": { en: "The backend asked us to slow down; waiting…", zh: "请求过于频繁，正在等待…" },
  recovering: {
    en: "The connection was cut; checking what was done…",
    zh: "连接中断，正在确认已完成的内容…",
  },
};

export function notice(kind: Notice["kind"], language: Language): Notice {
  return { kind, message: messages[kind][language] };
}

/** How far something has come. `percent` never falls and is never NaN. */
export interface Progress {
  stage: "inspect" | "upload" | "message" | "render" | "download" | "verify";
  /** 0 to 100; missing while nobody can know. */
  percent?: number;
  bytes?: number;
  totalBytes?: number;
  /** In `render`: seconds of video a second. In `upload` and `download`: bytes a second. */
  speed?: number;
  remainingMs?: number;
}
