// Somebody's own code: puts a title on a clip by way of the agent, and says in one sentence what became of it.
import { NemoError } from "nemo-converter";

/** @param nemo a NemoConverter; @param source the clip; @param output where the film goes */
export async function addTitle(nemo, source, title, output) {
  try {
    await nemo.upload.file(source);
    let said = "";
    for await (const event of nemo.sse.send(`Add the title "${title}"`)) {
      if (event.type === "end") said = event.text;
    }
    const { bytes } = await nemo.export({ output });
    return `${said || "Done, without a word."} ${bytes} bytes.`;
  } catch (error) {
    if (!NemoError.isInstance(error)) throw error;
    // A message that may have been taken is not sent again: that would charge twice.
    if (error.charged === "unknown")
      return "The connection was lost. Look at the project before you try again.";
    if (error.code === "insufficient-credits") return `No credits left: ${error.action.url}`;
    return `${error.message} ${error.action.message}`;
  }
}
