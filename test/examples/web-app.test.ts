import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { launch, type Page } from "puppeteer-core";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { browser } from "../support/browser.js";
import { cameraClip, ffprobeJson, heavyClip, sharedFolder, streamOfType } from "../support/clips.js";
import { processesNaming, untilNoProcessNames } from "../support/processes.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const clips = sharedFolder();
let camera: string;
let heavy: string;
beforeAll(async () => {
  camera = await cameraClip(join(clips, "holiday.mov"), 2);
  heavy = await heavyClip(join(clips, "long.avi"), 8);
});

/** The app as a user starts it; `folder` is where it keeps uploads and results. */
async function startApp(variables: Record<string, string> = {}) {
  const folder = temporaryFolder();
  const app = spawn(process.execPath, ["examples/web-app/server.mjs"], {
    env: { PATH: process.env["PATH"] ?? "", HOME: folder, TMPDIR: folder, ...variables },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void app.kill("SIGKILL"));
  const url = await new Promise<string>((resolve) => app.stdout.setEncoding("utf8").once("data", resolve));
  return { app, folder, url: url.trim() };
}

const uploadsIn = (folder: string) => readdirSync(folder).filter((name) => name.startsWith("web-app-"));

async function untilNoUploads(folder: string): Promise<void> {
  for (const until = Date.now() + 10_000; uploadsIn(folder).length > 0;) {
    if (Date.now() > until) throw new Error(`Still there: ${uploadsIn(folder).join(", ")}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const eventsOf = async (url: string) =>
  (await (await fetch(url)).text())
    .split("\n\n")
    .filter(Boolean)
    .map((frame) => JSON.parse(frame.replace(/^data: /, "")) as Record<string, unknown>);

describe("R8 the web app for any client", () => {
  it("takes an upload, tells its progress, gives the MP4 back whole and in parts, and removes it", async () => {
    const { app, folder, url } = await startApp();
    const body = await readFile(camera);
    const started = await fetch(`${url}/conversions?name=holiday.mov`, { method: "POST", body });
    expect(started.status).toBe(201);
    const { id } = (await started.json()) as { id: string };
    const events = await eventsOf(`${url}/conversions/${id}/events`);
    const { reasons } = events.at(-1) as { reasons: string[] };
    expect(events.at(-1)).toMatchObject({ type: "done", bytesBefore: body.length });
    expect(reasons.join()).toContain("H.264");

    const whole = await fetch(`${url}/conversions/${id}/video`);
    expect(whole.headers.get("content-disposition")).toBe("inline; filename*=UTF-8''holiday.mp4");
    const bytes = Buffer.from(await whole.arrayBuffer());
    const path = join(temporaryFolder(), "back.mp4");
    await writeFile(path, bytes);
    expect(streamOfType(await ffprobeJson(path), "audio").codec_name).toBe("aac");
    const part = await fetch(`${url}/conversions/${id}/video`, { headers: { range: "bytes=4-7" } });
    expect([part.status, part.headers.get("content-range")]).toEqual([206, `bytes 4-7/${bytes.length}`]);
    expect(await part.text()).toBe("ftyp");
    const beyond = await fetch(`${url}/conversions/${id}/video`, { headers: { range: "bytes=99999999-" } });
    expect(beyond.status).toBe(416);

    expect((await fetch(`${url}/conversions/${id}`, { method: "DELETE" })).status).toBe(200);
    expect((await fetch(`${url}/conversions/${id}/video`)).status).toBe(404);
    expect(uploadsIn(folder)).toEqual([]);

    const ended = new Promise((resolve) => app.once("exit", resolve));
    app.kill("SIGTERM");
    expect(await ended).toBe(0);
  });

  it("uses no name from elsewhere as a path, and shows none of its own", async () => {
    const { folder, url } = await startApp();
    const name = encodeURIComponent("../../../letter/..");
    const started = await fetch(`${url}/conversions?name=${name}`, { method: "POST", body: "hello" });
    const { id } = (await started.json()) as { id: string };
    const failed = (await eventsOf(`${url}/conversions/${id}/events`)).at(-1);
    expect(failed).toMatchObject({ type: "failed", remedy: expect.any(String) as string });
    expect(JSON.stringify(failed)).not.toContain(folder);
    const preset = await fetch(`${url}/conversions?preset=blueray`, { method: "POST", body: "hello" });
    expect(preset.status).toBe(400);
    expect((await fetch(`${url}/nothing`)).status).toBe(404);
  });

  it("refuses what is too large, also where it does not say so, and keeps nothing of it", async () => {
    const { folder, url } = await startApp({ MOST_BYTES: "1000" });
    const body = new Uint8Array(2000);
    const told = await fetch(`${url}/conversions?name=a.mov`, { method: "POST", body });
    expect(told.status).toBe(413);
    const stream = new Blob([body]).stream();
    const untold = { method: "POST", body: stream, duplex: "half" } as RequestInit;
    expect((await fetch(`${url}/conversions?name=a.mov`, untold)).status).toBe(413);
    await untilNoUploads(folder);
  });

  it("keeps nothing of an upload that breaks off", async () => {
    const { folder, url } = await startApp();
    const upload = request(`${url}/conversions?name=a.mov`, { method: "POST" });
    upload.on("error", () => undefined);
    upload.write("the beginning");
    while (uploadsIn(folder).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    upload.destroy();
    await untilNoUploads(folder);
    expect((await fetch(url)).status).toBe(200);
  });

  it("ends what runs and removes it when it is stopped", async () => {
    const { app, folder, url } = await startApp();
    await fetch(`${url}/conversions?name=long.avi`, { method: "POST", body: await readFile(heavy) });
    await untilConverting(folder);
    const ended = new Promise((resolve) => app.once("exit", resolve));
    app.kill("SIGTERM");
    expect(await ended).toBe(0);
    await untilNoProcessNames(folder, 10_000);
    expect(uploadsIn(folder)).toEqual([]);
  });
});

async function untilConverting(folder: string): Promise<void> {
  const isConverting = () => processesNaming(folder).some((line) => line.includes("libx264"));
  for (const until = Date.now() + 60_000; !isConverting();) {
    if (Date.now() > until) throw new Error("Nothing is converted.");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const why = browser === undefined ? " (skipped: no Chromium is installed)" : "";

describe.skipIf(browser === undefined)(`R8 the web app in a browser${why}`, () => {
  async function openPage(url: string): Promise<Page> {
    const chromium = await launch({
      executablePath: browser!,
      args: ["--no-sandbox", "--disable-gpu"],
      userDataDir: join(temporaryFolder(), "profile"),
      protocolTimeout: 60_000,
    });
    onTestFinished(() => chromium.close());
    const page = await chromium.newPage();
    page.setDefaultTimeout(60_000);
    page.on("pageerror", (error) => {
      throw error;
    });
    await page.setViewport({ width: 900, height: 860 });
    await page.goto(url);
    return page;
  }

  const choose = async (page: Page, path: string) => {
    const input = await page.$("input[type=file]");
    await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(path);
  };
  const textOf = (page: Page, selector: string) =>
    page.$eval(selector, (element) => (element as unknown as { innerText: string }).innerText);

  it("uploads a clip, shows the progress and plays the result, by the keyboard alone", async () => {
    const { url } = await startApp();
    const page = await openPage(url);
    await choose(page, camera);
    // What the bar has shown, noted in the page itself: it may be over sooner than a test looks twice.
    await page.evaluate(`
      globalThis.shown = [];
      new MutationObserver(() => shown.push([stage.textContent, bar.value]))
        .observe(working, { subtree: true, attributes: true, childList: true });
    `);
    await page.focus("#preset");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#done:not([hidden])");
    const shown = (await page.evaluate("shown")) as [string, number][];
    expect(shown.map(([stage]) => stage)).toEqual(expect.arrayContaining(["Uploading", "Converting"]));
    expect(Math.max(...shown.map(([, value]) => value))).toBeGreaterThan(0);

    await page.waitForFunction("video.readyState >= 2");
    expect(await page.evaluate("[video.videoWidth, video.videoHeight]")).toEqual([640, 360]);
    expect(await page.evaluate("video.duration")).toBeCloseTo(2, 1);
    await page.evaluate("video.play()");
    await page.waitForFunction("video.currentTime > 0.2");
    expect(await textOf(page, "#sizes")).toMatch(/^holiday\.mov: .* became .*B\.$/);
    expect(await textOf(page, "#reasons")).toContain("H.264");
    expect(await page.evaluate("[document.activeElement.id, download.download]")).toEqual([
      "download",
      "holiday.mp4",
    ]);
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);

    const picture = process.env["WEB_APP_PICTURE"];
    if (picture === undefined) return;
    await page.evaluate("video.pause(); video.currentTime = 1; document.activeElement.blur()");
    await page.waitForFunction("!video.seeking");
    await page.screenshot({ path: picture, fullPage: true });
    expect((await stat(picture)).size).toBeLessThan(150_000);
  }, 120_000);

  it("shows what is wrong with a broken file and what to do, and takes another one", async () => {
    const { url } = await startApp();
    const page = await openPage(url);
    const broken = join(temporaryFolder(), "letter.mov");
    await writeFile(broken, "hello");
    await choose(page, broken);
    await page.click("#start");
    await page.waitForSelector("#error:not([hidden])");
    expect(await textOf(page, "#message")).toContain("letter.mov");
    expect(await textOf(page, "#remedy")).toBe("Choose a video file.");
    expect(await page.$eval("#error", (element) => element.getAttribute("role"))).toBe("alert");
    await choose(page, camera);
    await page.click("#start");
    await page.waitForSelector("#done:not([hidden])");
    expect(await page.$("#error:not([hidden])")).toBeNull();
  }, 120_000);

  it("cancels a conversion, of which nothing is left", async () => {
    const { url, folder } = await startApp();
    const page = await openPage(url);
    await choose(page, heavy);
    await page.click("#start");
    await untilConverting(folder);
    await page.click("#cancel");
    await page.waitForSelector("#error:not([hidden])");
    expect(await textOf(page, "#message")).toBe("Cancelled.");
    await untilNoProcessNames(folder, 10_000);
    await untilNoUploads(folder);
  }, 120_000);
});
