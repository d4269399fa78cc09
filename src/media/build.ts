import { findBinary, type BinaryOptions } from "./find-binaries.js";
import { runChild } from "./child.js";

/** What is known of an ffmpeg build. */
export interface Build {
  path: string;
  /** As it names itself, for example `"5.1.9-0+deb12u1"` or `"N-47683-g0e8eb07980-static"`. */
  version: string;
  /** Since 5.1; before, the option was called `-vsync`. */
  hasFpsMode: boolean;
  encoders: ReadonlySet<string>;
}

const known = new Map<string, Promise<Build>>();

/** Asks a build what it is, once in the life of this process. */
export async function readBuild(options: BinaryOptions = {}): Promise<Build> {
  const { path } = await findBinary("ffmpeg", options);
  let build = known.get(path);
  if (!build) {
    build = ask(path);
    known.set(path, build);
    build.catch(() => known.delete(path));
  }
  return build;
}

/** One start tells both: the banner goes to standard error, the list to standard output. */
async function ask(path: string): Promise<Build> {
  const { output, errors } = await runChild(path, ["-encoders"]);
  return parseBuild(path, errors, output);
}

/** Reads the banner and the list of `-encoders`. Pure. */
export function parseBuild(path: string, banner: string, encoderList: string): Build {
  const version = /^ffmpeg version (\S+)/m.exec(banner)?.[1] ?? "unknown";
  const lavfi = /^\s*libavfilter\s+(\d+)\.\s*(\d+)/m.exec(banner);
  const encoders = [...encoderList.matchAll(/^ [VAS][F.][S.][X.][B.][D.] (\S+)/gm)].map((match) => match[1]!);
  return {
    path,
    version,
    // ffmpeg 5.1 brought libavfilter 8.44; builds between releases carry no other number that can be compared.
    hasFpsMode: lavfi !== null && (Number(lavfi[1]) > 8 || (lavfi[1] === "8" && Number(lavfi[2]) >= 44)),
    encoders: new Set(encoders),
  };
}
