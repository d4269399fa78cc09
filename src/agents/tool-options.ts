/** What tools may do, and where they remember it. */
export interface ToolOptions {
  /**
   * The folders in which tools may read and write, judged by real path: a symbolic link does not lead out of them.
   * @default the working directory
   */
  allowedFolders?: readonly string[];
  /**
   * Whether inputs may be `https:` URLs.
   * @default false
   */
  allowUrls?: boolean;
  /**
   * Where jobs are recorded, so that they are known after a restart. `false`: nowhere. Default: `jobs` in the converter's
   * `configDir`, which is `~/.config/ffmpeg-mp4-converter`.
   */
  stateFolder?: string | false;
  /**
   * How often a call that waits gives a sign of life, in milliseconds, 15000 at the most.
   * @default 10000
   */
  heartbeatMs?: number;
}
