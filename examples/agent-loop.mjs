// A conversation with the agent, event by event: what it says, what it does, how long it takes.
//
//   node examples/agent-loop.mjs clip.mov "360p, CRF 28" film.mp4
//
// Works without an account on the embedded backend; with NEMO_TOKEN set it talks to the cloud.
import process from "node:process";
import { NemoConverter, NemoError } from "nemo-converter";
import { localBackend } from "nemo-converter/local";

const [source, message, output] = process.argv.slice(2);
if (!source || !message || !output) {
  console.error('usage: node examples/agent-loop.mjs <source> "<message>" <output>');
  process.exit(2);
}

const nemo = new NemoConverter(process.env.NEMO_TOKEN ? {} : { backend: localBackend() });
try {
  const { name } = await nemo.upload.file(source, { onNotice: (notice) => console.log(notice.message) });
  console.log(`uploaded ${name}`);

  for await (const event of nemo.sse.send(message, { onNotice: (notice) => console.log(notice.message) })) {
    switch (event.type) {
      case "text":
        console.log(`agent: ${event.text}`);
        break;
      case "tool-call":
        console.log(`agent calls ${event.name} ${JSON.stringify(event.args)}`);
        break;
      case "tool-result":
        console.log(`${event.name} answered`);
        break;
      case "end":
        // About a third of all edits end without a word; the project tells what was done.
        if (event.silent) console.log("agent: (nothing)");
        break;
      default:
        // Pieces of text, signs of life, and whatever a later version brings.
        break;
    }
  }

  const { draft } = await nemo.state.get();
  console.log(`the draft has ${draft?.t?.length ?? 0} track(s)`);
  const { path, bytes } = await nemo.export({ output });
  console.log(`exported ${path}, ${bytes} bytes`);
} catch (error) {
  if (!NemoError.isInstance(error)) throw error;
  console.error(`${error.code}: ${error.message}\n${error.action.message}`);
  process.exitCode = 1;
} finally {
  await nemo.close();
}
