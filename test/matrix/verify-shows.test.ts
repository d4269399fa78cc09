import { expect, it } from "vitest";
import type { ConversionSpec } from "../../src/index.js";
import { lavfi, workshop, x264 } from "../support/convert-clip.js";
import { inProcess } from "../support/converters.js";

const { clip, convert } = workshop();
const film = (seconds = 2) => lavfi(`testsrc2=size=320x180:rate=25:duration=${seconds}`);
const black = lavfi("color=black:size=320x180:rate=25:duration=2");
const sine = lavfi("sine=frequency=440:duration=2");
const hush = ["-t", "2", ...lavfi("anullsrc=r=44100:cl=mono")];
const made = (name: string, ...inputs: string[]) =>
  clip(name, ...inputs, ...["-map", "0", "-map", "1", ...x264, "-c:a", "aac"]);

async function wrong(source: string, result: string, spec: ConversionSpec = {}): Promise<string[]> {
  const { checks } = await inProcess().verify(source, result, { spec, depth: "full" });
  return checks.filter(({ ok }) => !ok).map(({ name, actual }) => `${name}: ${String(actual)}`);
}

it("R49 every frame looked at: a picture that went black and sound that went silent are found", async () => {
  const source = await made("film.mkv", ...film(), ...sine);
  const dark = await made("dark.mp4", ...black, ...sine);
  expect(await wrong(source, dark)).toEqual(["picture shows: all black"]);
  const silent = await made("silent.mp4", ...film(), ...hush);
  expect(await wrong(source, silent)).toEqual(["audio 0 sounds: all silent"]);
});

it("R49 every frame looked at: what is black or silent by right passes", async () => {
  const right = async (source: string, spec: ConversionSpec = {}) => {
    const { result } = await convert(source, { spec, verify: "full" });
    expect(result.verification).toMatchObject({ ok: true, level: "full" });
    const names = result.verification.checks.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["picture shows", "audio 0 sounds"]));
  };
  await right(await made("black.mkv", ...black, ...hush));
  await right(await made("shows.mkv", ...film(), ...sine));
  // A part that is black before the picture comes, and silent before the sound does.
  const late = ["testsrc2=size=320x180:rate=25:duration=4,drawbox=c=black:t=fill:enable='lt(t,2)'"];
  const hum = lavfi("sine=frequency=440:duration=4,volume='if(lt(t,2),0,1)':eval=frame");
  const source = await made("late.mkv", ...late.flatMap(lavfi), ...hum);
  await right(source, { trim: { end: 2 } });
  await right(source);
  // Left and right cancel each other where they become one.
  const against = lavfi("aevalsrc=sin(880*PI*t)/2|-sin(880*PI*t)/2:d=2");
  await right(await made("against.mkv", ...film(), ...against), { audio: { channels: 1 } });
});
