// Tests of add-title.mjs with no network, no account and no ffmpeg, by Node's own test runner:
//
//   node --test examples/testing/add-title.test.mjs
//
// `MockCloud` plays the backend; vitest and jest take it in the same way.
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { setupServer } from "msw/node";
import { NemoConverter } from "nemo-converter";
import { MockCloud, nemoHandlers, sampleFilm, scenarios, testTiming, turns } from "nemo-converter/testing";
import { addTitle } from "./add-title.mjs";

const cloud = new MockCloud();
const server = setupServer(...nemoHandlers(cloud));
before(() => server.listen({ onUnhandledRequest: "error" }));
after(() => server.close());

let folder;
let nemo;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "add-title-"));
  await writeFile(join(folder, "clip.mp4"), sampleFilm());
  nemo = new NemoConverter({ token: "nmv_usr_test", timing: testTiming });
});
afterEach(async () => {
  await nemo.close();
  await rm(folder, { recursive: true });
  cloud.reset();
});

const run = () => addTitle(nemo, join(folder, "clip.mp4"), "Urban Dreams", join(folder, "film.mp4"));

describe("addTitle", () => {
  it("sends the message once, and saves the film", async () => {
    cloud.play({ turns: [turns.says("I added the title.")], download: { bytes: sampleFilm() } });
    assert.equal(await run(), `I added the title. ${sampleFilm().length} bytes.`);
    assert.deepEqual(cloud.messages, ['Add the title "Urban Dreams"']);
    assert.equal(cloud.uploads[0].name, "clip.mp4");
    assert.deepEqual(await readFile(join(folder, "film.mp4")), Buffer.from(sampleFilm()));
  });

  it("says something when the agent does not", async () => {
    cloud.play(scenarios["silent-edit"]);
    assert.match(await run(), /^Done, without a word/);
  });

  it("does not charge twice when the connection is cut", async () => {
    cloud.play({ turns: [turns.isCut(80)] });
    assert.match(await run(), /Look at the project/);
    assert.equal(cloud.count("message"), 1);
    assert.equal(cloud.count("render"), 0);
  });

  it("tells where to get credits", async () => {
    cloud.play(scenarios["no-credits"]);
    assert.match(await run(), /^No credits left: https:/);
  });

  for (const name of ["file-too-large", "export-blocked", "broken-render", "bad-gateway", "offline"]) {
    it(`tells of ${name}, and leaves no film`, async () => {
      cloud.play(scenarios[name]);
      assert.notEqual(await run(), "");
      assert.deepEqual(await readdir(folder), ["clip.mp4"]);
    });
  }
});
