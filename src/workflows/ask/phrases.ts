import type { Language, NemoError } from "../../errors/index.js";
import { lossesIn } from "../../conversion/index.js";
import type { CreditBalance, UploadedMedia } from "../../modules/index.js";
import type { ExportResult } from "../export-project.js";

/** What the library itself says in a conversation. */
export interface Phrases {
  exported(result: ExportResult): string;
  /** An export that was to change something, which it cannot. */
  exportedAsItIs(wishes: readonly string[]): string;
  /** An export that was to be another container. */
  onlyMp4(container: string): string;
  credits(balance: CreditBalance): string;
  emptyTimeline: string;
  uploaded(files: readonly UploadedMedia[]): string;
  /** An upload without a wish. */
  uploadedAlone(files: readonly UploadedMedia[]): string;
  /** An upload without a file. */
  nothingToUpload: string;
  /** A silent edit. */
  done(changes: readonly string[]): string;
  nothingChanged: string;
  wasCut: string;
  wasDoneBefore: string;
  /** In the place of "drag the clip to …" and of "click …". */
  sayIt: string;
  nothingToClick: string;
  failed(error: NemoError): string;
}

export const phrases: Record<Language, Phrases> = {
  en: {
    exported: ({ job, path, url, losses = [], warnings = [] }) =>
      [
        path !== undefined
          ? `${job.status === "skipped" ? "There is a file already, and it is kept" : "The video is saved"}: ${path}`
          : `The export is ready${url === undefined ? "." : `: ${url}`}`,
        ...losses.map(({ message }) => `Lost: ${message}`),
        ...warnings.map((warning) => `Note: ${warning}`),
      ].join("\n"),
    exportedAsItIs: (wishes) =>
      `The project was exported as it stands; this was not done: ${wishes.join(", ")}. Say it in a message of its own, then export again.`,
    onlyMp4: (container) => `An export is always an MP4; no ${container} was made.`,
    credits: ({ available, frozen, total }) =>
      `You have ${available} credits available, ${frozen} reserved for work under way, ${total} in total.`,
    emptyTimeline: "The timeline is empty: nothing has been edited yet.",
    uploaded: (files) => `Uploaded: ${files.map(({ name }) => name).join(", ")}.`,
    uploadedAlone: (files) => `${phrases.en.uploaded(files)} Say what you want done.`,
    nothingToUpload:
      "No file came with your message. Give it along with the text: in `files`, or as an argument of the command.",
    done: (changes) => `Done. ${sentence(changes.join("; "), ".")}`,
    nothingChanged: "The agent said nothing, and the project is as it was before your message.",
    wasCut: "The connection was cut, but your message was carried out.",
    wasDoneBefore:
      "This message had been carried out already, and only its answer was lost. It was not sent again.",
    sayIt: "There is nothing to drag: say what should go where.",
    nothingToClick: "There is nothing to click: say what you want done.",
    failed: ({ message, action }) =>
      message.includes(action.message) ? message : `${sentence(message, ".")} ${action.message}`,
  },
  zh: {
    exported: ({ job, path, url, losses = [], warnings = [] }) =>
      [
        path !== undefined
          ? `${job.status === "skipped" ? "文件已存在，予以保留" : "视频已保存"}：${path}`
          : `导出完成${url === undefined ? "。" : `：${url}`}`,
        ...lossesIn(losses, "zh").map(({ message }) => `丢失：${message}`),
        ...warnings.map((warning) => `注意：${warning}`),
      ].join("\n"),
    exportedAsItIs: (wishes) =>
      `项目已按现状导出，以下要求没有执行：${wishes.join("、")}。请先单独提出，然后再导出。`,
    onlyMp4: (container) => `导出的文件总是 MP4，没有生成 ${container}。`,
    credits: ({ available, frozen, total }) =>
      `可用积分 ${available}，进行中的任务占用 ${frozen}，总计 ${total}。`,
    emptyTimeline: "时间线为空：尚未进行任何编辑。",
    uploaded: (files) => `已上传：${files.map(({ name }) => name).join("、")}。`,
    uploadedAlone: (files) => `${phrases.zh.uploaded(files)}请告诉我接下来要做什么。`,
    nothingToUpload: "您的消息没有附带文件。请随文字一起提供：通过 `files`，或作为命令的参数。",
    done: (changes) => `已完成。${sentence(changes.join("；"), "。")}`,
    nothingChanged: "助手没有回复，项目与您发送消息之前相同。",
    wasCut: "连接曾中断，但您的消息已执行。",
    wasDoneBefore: "该消息此前已经执行，只是没有收到回复；没有再次发送。",
    sayIt: "无需拖拽：直接说明要放到哪里即可。",
    nothingToClick: "无需点击：直接说出您的需求即可。",
    failed: ({ action }) => action.message,
  },
};

function sentence(text: string, stop: string): string {
  return /[.。!！?？…]$/u.test(text) ? text : text + stop;
}
