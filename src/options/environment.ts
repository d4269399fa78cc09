/** What the library takes from its surroundings. Nothing else reads `process.env`. */
export interface Environment {
  token?: string;
  apiUrl?: string;
  webUrl?: string;
  clientId?: string;
  skillSource?: string;
  ffmpegPath?: string;
  ffprobePath?: string;
  /** The value of `PATH`. */
  path?: string;
  /** Of `LC_ALL`, `LC_MESSAGES` or `LANG`. */
  locale?: string;
  home?: string;
  /** What clients of `nemo-converter mcp --http` have to send. */
  mcpToken?: string;
  /** Of the queue; may hold a password. */
  redisUrl?: string;
  noColor: boolean;
}

/** Empty variables count as unset. */
export function readEnvironment(): Environment {
  const variables = globalThis.process?.env ?? {};
  const read = (name: string): string | undefined => variables[name]?.trim() || undefined;
  return {
    token: read("NEMO_TOKEN"),
    apiUrl: read("NEMO_API_URL"),
    webUrl: read("NEMO_WEB_URL"),
    clientId: read("NEMO_CLIENT_ID"),
    skillSource: read("SKILL_SOURCE"),
    ffmpegPath: read("FFMPEG_PATH"),
    ffprobePath: read("FFPROBE_PATH"),
    path: read("PATH") ?? read("Path"),
    locale: read("LC_ALL") ?? read("LC_MESSAGES") ?? read("LANG"),
    home: read("HOME") ?? read("USERPROFILE"),
    mcpToken: read("NEMO_MCP_TOKEN"),
    redisUrl: read("NEMO_REDIS_URL"),
    noColor: read("NO_COLOR") !== undefined,
  };
}

/** The environment of a child process: our own, with `changes`. */
export function environmentWith(changes: Record<string, string>): Record<string, string | undefined> {
  return { ...process.env, ...changes };
}
