import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import { builtFile } from "../support/built-package.js";
import { jsonLines, nemo } from "../support/command-line.js";

describe("R71 nemo-converter presets", () => {
  it("lists what each sets and where its figures come from", async () => {
    const { code, out } = await nemo(["presets"]);
    expect(code).toBe(0);
    expect(out).toContain("youtube    Upload to YouTube");
    expect(out).toContain("https://support.google.com/youtube/answer/1722171");
  });

  it("gives one JSON object for each", async () => {
    const names = jsonLines((await nemo(["presets", "--json"])).out).map(({ name }) => name);
    expect(names).toEqual(["youtube", "vimeo", "web", "mobile", "broadcast", "archive", "email", "preview"]);
  });
});

describe("R71 nemo-converter credits", () => {
  it("says what is left of the embedded backend's", async () => {
    expect(await nemo(["credits"])).toEqual({ code: 0, out: "100 of 100 credits\n", err: "" });
    expect(jsonLines((await nemo(["credits", "--json"])).out)).toEqual([
      { type: "credits", available: 100, frozen: 0, total: 100 },
    ]);
  });

  it("asks the backend that NEMO_API_URL names, with the token that is set", async () => {
    const server = spawn(process.execPath, [builtFile("cli.js"), "serve"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    onTestFinished(async () => {
      const ended = once(server, "exit");
      server.kill("SIGINT");
      await ended;
    });
    const [url] = (await once(server.stdout.setEncoding("utf8"), "data")) as [string];
    const { code, out } = await nemo(["credits", "--backend", "cloud"], {
      env: { NEMO_API_URL: url.trim() },
    });
    expect({ code, out }).toEqual({ code: 0, out: "100 of 100 credits\n" });
  });

  it("refuses a backend that there is not", async () => {
    const { code, err } = await nemo(["credits", "--backend", "moon"]);
    expect(code).toBe(2);
    expect(err).toContain("use local, cloud or auto");
  });
});

describe("R71 nemo-converter export", () => {
  it("needs the name of a project", async () => {
    expect((await nemo(["export"])).code).toBe(2);
    const { code, err } = await nemo(["export", "--session", ""]);
    expect(code).toBe(2);
    expect(err).toContain("--session is empty");
  });

  it("says that a project is gone", async () => {
    const { code, out } = await nemo(["export", "--session", "gone", "--json"]);
    expect(code).toBe(1);
    expect(jsonLines(out)).toMatchObject([{ type: "error", code: "session-not-found" }]);
  });
});

describe("R71 nemo-converter completion", () => {
  const complete = (words: string[]) =>
    execFileSync(
      "bash",
      [
        "-c",
        `source <("$0" "$1" completion bash); COMP_WORDS=("\${@:2}"); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _nemo_converter; echo "\${COMPREPLY[@]}"`,
        process.execPath,
        builtFile("cli.js"),
        ...words,
      ],
      { encoding: "utf8" },
    ).trim();

  it("completes commands and options in bash", () => {
    expect(complete(["nemo-converter", "conv"])).toBe("convert");
    expect(complete(["nemo-converter", "convert", "--audio-"])).toBe("--audio-codec --audio-bitrate");
    expect(complete(["nemo-converter", "convert", "film"])).toBe("");
  });

  it("has a script for zsh and for fish", async () => {
    expect((await nemo(["completion", "zsh"])).out).toContain("bashcompinit");
    expect((await nemo(["completion", "fish"])).out).toContain("-n __fish_use_subcommand -a convert");
  });

  it("names the shells that it knows", async () => {
    const { code, err } = await nemo(["completion", "tcsh"]);
    expect(code).toBe(2);
    expect(err).toContain("bash, zsh, fish");
  });
});

describe("R71 every command", () => {
  it("has help, ends with 2 for an option that there is not, and suggests what was meant", async () => {
    const { out } = await nemo(["--help"]);
    const names = [...out.matchAll(/^ {2}([a-z]+) /gm)]
      .map(([, name]) => name!)
      .filter((name) => name !== "help");
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) {
      const help = await nemo([name, "--help"]);
      expect(help.code, name).toBe(0);
      expect(help.out, name).toContain(`Usage: nemo-converter ${name}`);
      const wrong = await nemo([name, "--sparkling"]);
      expect(wrong.code, name).toBe(2);
      expect(wrong.err, name).toMatch(/^error: .*(?:--sparkling|required option)/);
    }
    const { code, err } = await nemo(["convert", "a.mov", "--prest", "web"]);
    expect(code).toBe(2);
    expect(err).toContain("Did you mean --preset?");
  });
});
