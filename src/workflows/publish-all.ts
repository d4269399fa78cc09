import { link, rename, rm } from "node:fs/promises";
import { publish, temporaryName } from "../modules/later.js";

/** A finished file and the name that it is to have. */
interface Finished {
  temporary: string;
  path: string;
  overwrite: boolean;
}

/**
 * Gives several files their names: all of them or, when one cannot have its own, none. What was replaced comes back then, and
 * what had its name already is temporary again.
 */
export async function publishAll(files: readonly Finished[]): Promise<void> {
  const published: { temporary: string; path: string; former: string | undefined }[] = [];
  try {
    for (const { temporary, path, overwrite } of files) {
      const former = overwrite ? await keepFormer(path) : undefined;
      published.push({ temporary, path, former });
      try {
        await publish(temporary, path, { overwrite });
      } catch (error) {
        // Whatever is there is not ours.
        published.pop();
        if (former !== undefined) await rm(former, { force: true });
        throw error;
      }
    }
  } catch (error) {
    for (const { temporary, path, former } of published.reverse()) {
      await rename(path, temporary);
      if (former !== undefined) await rename(former, path);
    }
    throw error;
  }
  for (const { former } of published) if (former !== undefined) await rm(former, { force: true });
}

/** A second name for a file that is about to be replaced; undefined where there is none, or no second names. */
async function keepFormer(path: string): Promise<string | undefined> {
  const former = temporaryName(path);
  return link(path, former).then(
    () => former,
    () => undefined,
  );
}
