/** What an agent says that takes its reader for somebody at the editor's screen. */
export const guiDirections = {
  en: " Open the Timeline panel to see it, then click the Export button to download it.",
  zh: "打开时间线面板即可查看，然后点击“导出”按钮下载。",
} as const;
