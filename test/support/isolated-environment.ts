import { vi } from "vitest";
import { temporaryFolder } from "./temporary-folder.js";

const names = [
  "NEMO_TOKEN",
  "NEMO_API_URL",
  "NEMO_WEB_URL",
  "NEMO_CLIENT_ID",
  "SKILL_SOURCE",
  "FFMPEG_PATH",
  "FFPROBE_PATH",
  "LC_ALL",
  "LC_MESSAGES",
  "LANG",
  "USERPROFILE",
];

/** Hides the real environment from the running test: its home is an empty folder, and only `variables` are set. */
export function isolateEnvironment(variables: Record<string, string> = {}): { home: string } {
  const home = temporaryFolder();
  for (const name of names) vi.stubEnv(name, undefined);
  vi.stubEnv("HOME", home);
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  return { home };
}
