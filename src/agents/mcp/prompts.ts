import { NemoError } from "../../errors/index.js";

const file = { name: "file", description: "Path of the video.", required: true };

/** Beginnings that people choose from a menu. */
export const prompts = [
  {
    name: "convert-for",
    title: "Convert a video for a platform",
    description: "Prepares a video for YouTube, Vimeo, a web page, phones, mail …",
    arguments: [
      file,
      { name: "preset", description: "For example youtube, web, mobile, email.", required: true },
    ],
  },
  {
    name: "shrink",
    title: "Make a video smaller",
    description: "Brings a video under a size.",
    arguments: [file, { name: "size", description: "For example 25MB.", required: true }],
  },
  {
    name: "why-does-it-not-play",
    title: "Find out why a video does not play",
    description: "Checks a video and proposes what to do.",
    arguments: [file],
  },
];

const texts: Record<string, (given: Record<string, string>) => string> = {
  "convert-for": ({ file: path, preset }) =>
    `Convert ${path} with the preset ${preset}. First call plan and tell me what would be lost, if anything; then convert it, and tell me the path, the size and whether it was verified.`,
  shrink: ({ file: path, size }) =>
    `Make ${path} smaller than ${size}. Call plan with the request "under ${size}"; if the target cannot be reached, tell me the nearest that can. Then convert it and tell me the size before and after.`,
  "why-does-it-not-play": ({ file: path }) =>
    `Find out why ${path} does not play: call probe, then check with depth full. Explain what is wrong in plain words, and whether a conversion would mend it. Convert only after I agree.`,
};

/** @throws NemoError `invalid-request` for a prompt or an argument that is missing */
export function getPrompt(name: string, given: Record<string, string>): string {
  const prompt = prompts.find((each) => each.name === name);
  const text = texts[name];
  if (!prompt || !text) throw new NemoError("invalid-request", `There is no prompt ${name}.`);
  const missing = prompt.arguments.find((argument) => !given[argument.name]);
  if (missing) throw new NemoError("invalid-request", `The prompt ${name} needs ${missing.name}.`);
  return text(given);
}
