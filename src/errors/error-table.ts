import type { Language, NemoErrorActionKind, NemoErrorCode } from "./error-code.js";

export interface ErrorRow {
  isRetryable: boolean;
  action: NemoErrorActionKind;
  next: Record<Language, string>;
}

const row = (isRetryable: boolean, action: NemoErrorActionKind, en: string, zh: string): ErrorRow => ({
  isRetryable,
  action,
  next: { en, zh },
});

/** One row a code: whether the same call may succeed when repeated, and the next step. */
export const errorTable: Record<NemoErrorCode, ErrorRow> = {
  "token-invalid": row(
    false,
    "report",
    "Check the token (NEMO_TOKEN or the `token` option), or remove it to work with an anonymous one.",
    "请检查令牌（NEMO_TOKEN 或 `token` 选项），或将其移除以使用匿名令牌。",
  ),
  "session-not-found": row(
    true,
    "retry",
    "The project is gone. Start again: a new session is created by the next call.",
    "项目已不存在。请重新开始：下一次调用会创建新的会话。",
  ),
  "insufficient-credits": row(
    false,
    "top-up",
    "Top up your credits, or register to get more.",
    "请充值积分，或注册以获得更多积分。",
  ),
  "unsupported-file": row(
    false,
    "convert-first",
    "Use one of mp4, mov, avi, webm, mkv, jpg, png, gif, webp, mp3, wav, m4a, aac, or convert the file first.",
    "请使用 mp4、mov、avi、webm、mkv、jpg、png、gif、webp、mp3、wav、m4a、aac 之一，或先转换文件。",
  ),
  "file-too-large": row(
    false,
    "shorten",
    "Compress or trim the file first, for example to half its size or length.",
    "请先压缩或裁剪文件，例如减小到一半的大小或时长。",
  ),
  "client-id-missing": row(
    true,
    "retry",
    "Set NEMO_CLIENT_ID to a UUID, or let the library generate one.",
    "请将 NEMO_CLIENT_ID 设为一个 UUID，或让程序自动生成。",
  ),
  "export-blocked": row(
    false,
    "upgrade",
    "Register or upgrade your plan to unlock export.",
    "请注册或升级套餐以解锁导出。",
  ),
  "rate-limited": row(true, "wait", "Wait a while and try again.", "请稍候再试。"),
  network: row(true, "retry", "Check the connection and try again.", "请检查网络连接后重试。"),
  timeout: row(
    true,
    "retry",
    "Try again, or allow more time with the `timing` option.",
    "请重试，或通过 `timing` 选项延长时限。",
  ),
  aborted: row(
    true,
    "retry",
    "It was stopped on request. Call again to start over.",
    "已按要求停止。可重新调用。",
  ),
  closed: row(
    false,
    "retry",
    "Create a new NemoConverter and call again.",
    "请新建一个 NemoConverter 后再调用。",
  ),
  "malformed-response": row(
    false,
    "report",
    "The backend answered in a form that this version does not know. Update nemo-converter, or report it.",
    "后端的应答格式无法识别。请更新 nemo-converter，或反馈此问题。",
  ),
  "backend-error": row(
    false,
    "report",
    "Try again later; report it if it stays.",
    "请稍后再试；若持续出现请反馈。",
  ),
  "agent-failed": row(
    false,
    "check-state",
    "Read the state to see what was done before you send the message again.",
    "再次发送之前，请先读取状态，确认已完成的部分。",
  ),
  "outcome-unknown": row(
    false,
    "check-state",
    "Read the state and the credits before you send the message again: it may have been carried out.",
    "再次发送之前，请先查看状态与积分：该消息可能已执行。",
  ),
  "nothing-to-export": row(
    false,
    "check-state",
    "Upload a video and ask for an edit first; then export.",
    "请先上传视频并进行编辑，然后再导出。",
  ),
  "render-failed": row(true, "retry", "Export again; exporting is free.", "请重新导出；导出免费。"),
  "invalid-request": row(false, "report", "Correct the call and try again.", "请更正参数后重试。"),
  "source-missing": row(false, "report", "Check the path of the source file.", "请检查源文件路径。"),
  "source-damaged": row(
    false,
    "convert-first",
    "Use an intact copy of the file, or record or copy it again.",
    "请使用完好的文件副本，或重新拷贝、录制。",
  ),
  "source-encrypted": row(
    false,
    "convert-first",
    "Use a copy without copy protection.",
    "请使用未加密（无 DRM 保护）的副本。",
  ),
  "not-media": row(false, "report", "Choose a video file.", "请选择视频文件。"),
  "no-video": row(false, "report", "Choose a file that has a video stream.", "请选择包含视频流的文件。"),
  "output-exists": row(
    false,
    "choose-output",
    "Choose another output, or say what to do with the `onExists` option (overwrite, skip, rename).",
    "请选择其他输出路径，或使用 `onExists` 选项（overwrite、skip、rename）。",
  ),
  "disk-full": row(
    false,
    "choose-output",
    "Free some space, or choose an output on another disk.",
    "请释放磁盘空间，或选择其他磁盘作为输出位置。",
  ),
  "ffmpeg-missing": row(
    false,
    "install-ffmpeg",
    "npm install @ffmpeg-installer/ffmpeg @ffprobe-installer/ffprobe",
    "npm install @ffmpeg-installer/ffmpeg @ffprobe-installer/ffprobe",
  ),
  "ffmpeg-failed": row(
    false,
    "report",
    "Read ffmpeg's own message above; report it if the file plays elsewhere.",
    "请查看上面 ffmpeg 的输出；若该文件在其他播放器中正常，请反馈。",
  ),
  "verification-failed": row(
    false,
    "report",
    "Look at the kept file before you use it; convert again with other settings, or report it.",
    "使用前请检查保留的文件；可更换参数重新转换，或反馈此问题。",
  ),
  "target-unreachable": row(
    false,
    "shorten",
    "Allow a larger file, or trim the video.",
    "请放宽目标大小，或裁剪视频。",
  ),
  "loss-refused": row(
    false,
    "report",
    "Acknowledge the named losses with the `acknowledge` option, or convert without `strict`.",
    "请通过 `acknowledge` 选项确认这些损失，或取消 `strict`。",
  ),
  "preset-constraint": row(
    false,
    "report",
    "Change the named setting, or choose another preset.",
    "请修改所指出的设置，或选择其他预设。",
  ),
  "canary-failed": row(
    false,
    "report",
    "Look at the representative file's failure, then run the batch again.",
    "请先处理代表文件的失败原因，再重新运行批处理。",
  ),
  "journal-locked": row(
    true,
    "wait",
    "Wait for the other run of this batch to end, or name another journal.",
    "请等待此批处理的另一次运行结束，或指定其他日志文件。",
  ),
};
