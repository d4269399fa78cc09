import type { Job, RenderResult } from "./job.js";
import type { Project, StoredMedia } from "./projects.js";

/** The state of a project; each video's probe goes along, so that a client without ffprobe knows as much. */
export function stateOf({ draft, media }: Project): object {
  const picture = media.at(-1)?.info.video[0];
  return {
    draft: draft ?? null,
    video_infos: media.map(videoInfo),
    canvas_config: picture ? { width: picture.displayWidth, height: picture.displayHeight } : {},
    generated_media: [],
  };
}

function videoInfo({ id, name, bytes, info }: StoredMedia): object {
  const picture = info.video[0];
  return {
    id,
    name,
    size: bytes,
    duration: info.duration,
    width: picture?.displayWidth,
    height: picture?.displayHeight,
    media_info: info,
  };
}

/**
 * `show` is what the texts go through that may name files of this machine. `link` is asked for only when there is something to link to. A render of variants answers with the first one's link where
 * the contract has it, and with all of them by name beside it.
 */
export function statusOf(
  { id, status, percent, speed, remainingMs, error, results, warnings, losses }: Job,
  link: (result: RenderResult) => string,
  show: <T>(value: T) => T,
): object {
  const first = results[0];
  const named = results.flatMap((each) =>
    each.variant === undefined
      ? []
      : [[each.variant, { url: link(each), arguments: show(each.arguments) }] as const],
  );
  return {
    id,
    status,
    progress: Math.floor(percent * 10) / 10,
    ...(speed !== undefined && { speed }),
    ...(remainingMs !== undefined && { remaining_ms: Math.round(remainingMs) }),
    ...(first && { output: { url: link(first) }, arguments: show(first.arguments) }),
    ...(named.length > 0 && { variants: Object.fromEntries(named) }),
    ...(warnings.length > 0 && { warnings: show(warnings) }),
    ...(losses.length > 0 && { losses }),
    ...(error && {
      error: {
        code: error.code,
        message: show(error.message),
        details: show(error.details),
        retryable: error.isRetryable,
      },
    }),
  };
}
