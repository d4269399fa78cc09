import { NemoError } from "../errors/index.js";
import type { Session } from "../modules/index.js";
import { noteMessage } from "./after-message.js";
import type { ConverterContext } from "./context.js";
import { fetchFilm, type Job, type Made } from "./make-remotely.js";

/**
 * The film of a project whose message was sent before, by a run that could not bring it to its end: nothing is uploaded, said or
 * charged once more.
 *
 * @throws NemoError `outcome-unknown` where the project has no draft
 */
export async function makeFromProject(context: ConverterContext, job: Job, session: Session): Promise<Made> {
  const { source, options, progress, language } = job;
  noteMessage(source, session);
  progress.begin("message");
  const { draft, videoInfos } = await context.state.get({ session, signal: options.signal });
  const { name } = source;
  if (draft) return fetchFilm(context, session, job, { draft, videoInfos, name, warnings: [] });
  throw new NemoError(
    "outcome-unknown",
    `The message for ${name} was sent before, and its project ${session.id} has no film.`,
    { charged: "unknown", details: { sessionId: session.id }, language },
  );
}
