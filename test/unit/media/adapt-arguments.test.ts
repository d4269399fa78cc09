import { describe, expect, it } from "vitest";
import { adaptArguments } from "../../../src/media/adapt-arguments.js";
import type { Build } from "../../../src/media/build.js";
import { failureOf } from "../../support/failure-of.js";

const build = (encoders: string[], hasFpsMode = true): Build => ({
  path: "/usr/bin/ffmpeg",
  version: "5.1.9",
  hasFpsMode,
  encoders: new Set(encoders),
});
const modern = build(["libx264", "libx265", "libsvtav1", "libaom-av1", "aac"]);
const valueOf = (args: readonly string[], option: string) => args[args.indexOf(option) + 1];

describe("R63 arguments in the words of the build", () => {
  it("are left alone where the build knows them all", () => {
    const args = ["-map", "0:0", "-c:v:0", "libx264", "-crf", "20", "-fps_mode", "vfr"];
    expect(adaptArguments(args, modern, "/tmp/log")).toEqual(args);
  });

  it.each([["vfr"], ["cfr"]])("an old build calls -fps_mode -vsync: %s", (mode) => {
    const args = Object.freeze(["-c:v:0", "libx264", "-fps_mode", mode]);
    const adapted = adaptArguments(args, build(["libx264"], false), "/tmp/log");
    expect(valueOf(adapted, "-vsync")).toBe(mode);
    expect(adapted).not.toContain("-fps_mode");
    expect(args).toContain("-fps_mode");
  });

  it.each([
    ["libx264", []],
    ["libx265", ["libx264"]],
    ["libsvtav1", ["libx264"]],
  ])("a build without %s says what is missing before it starts", async (encoder, encoders) => {
    const error = await failureOf(() => adaptArguments(["-c:v:0", encoder], build(encoders), "/tmp/log"));
    expect(error.code).toBe("ffmpeg-missing");
    expect(error.message).toContain(encoder);
    expect(error.message).toContain("/usr/bin/ffmpeg (5.1.9)");
    expect(error.details).toMatchObject({ encoder });
  });

  it.each([[["-c:v:0", "copy"]], [["-vn", "-c:a:0", "copy"]], [[]]])(
    "a copy needs no encoder: %j",
    (args) => {
      expect(adaptArguments(args, build([]), "/tmp/log")).toEqual(args);
    },
  );
});

describe("E63 AV1 without SVT falls back to libaom", () => {
  const old = build(["libaom-av1", "libx264"], false);

  it("with its own speed, and a CRF that a bit rate of 0 switches on", () => {
    const args = ["-c:v:0", "libsvtav1", "-preset", "8", "-crf", "32", "-fps_mode", "vfr"];
    const adapted = adaptArguments(args, old, "/tmp/log");
    expect(valueOf(adapted, "-c:v:0")).toBe("libaom-av1");
    expect(adapted).not.toContain("-preset");
    expect(valueOf(adapted, "-cpu-used")).toMatch(/^\d$/);
    expect(valueOf(adapted, "-crf")).toBe("32");
    expect(valueOf(adapted, "-b:v:0")).toBe("0");
    expect(valueOf(adapted, "-strict")).toBe("experimental");
  });

  it("keeps a bit rate that is asked for", () => {
    const adapted = adaptArguments(
      ["-c:v:0", "libsvtav1", "-preset", "8", "-b:v:0", "2000000"],
      old,
      "/tmp/log",
    );
    expect(adapted.filter((arg) => arg === "-b:v:0")).toHaveLength(1);
    expect(valueOf(adapted, "-b:v:0")).toBe("2000000");
  });
});

describe("R46 the log of two passes", () => {
  it("x264 is told where by an option", () => {
    const adapted = adaptArguments(["-c:v:0", "libx264", "-pass", "1"], modern, "/tmp/a.pass");
    expect(valueOf(adapted, "-pass")).toBe("1");
    expect(valueOf(adapted, "-passlogfile")).toBe("/tmp/a.pass");
  });

  it.each(["1", "2"])("x265 keeps it itself and knows no -pass: %s", (pass) => {
    const args = ["-c:v:0", "libx265", "-x265-params", "log-level=error", "-pass", pass];
    const adapted = adaptArguments(args, modern, "C:/out/a.pass");
    expect(adapted).not.toContain("-pass");
    expect(adapted).not.toContain("-passlogfile");
    expect(valueOf(adapted, "-x265-params")).toBe(`log-level=error:pass=${pass}:stats=C\\:/out/a.pass`);
  });

  it("there is none for one pass", () => {
    expect(adaptArguments(["-c:v:0", "libx264", "-crf", "20"], modern, "/tmp/log")).not.toContain(
      "-passlogfile",
    );
  });
});
