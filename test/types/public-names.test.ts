import { describe, expect, expectTypeOf, it } from "vitest";
import * as root from "../../src/index.js";
import * as local from "../../src/local/index.js";
import { gives, takes } from "./compare.js";
import type * as calls from "./design-calls.js";
import type * as client from "./design-client.js";
import type * as conversion from "./design-conversion.js";
import { actionKinds, type NemoError, errorCodes } from "./design-errors.js";

/**
 * What users get must have what the design says; what they give must be taken; both may have more that is optional.
 * `tsc` is what checks these (`npm run typecheck`); at run time only the names are seen to exist.
 */
describe("R41 public shapes of the domain", () => {
  it("specs go both ways", () => {
    gives<root.ConversionSpec, conversion.ConversionSpec>();
    takes<root.ConversionSpec, conversion.ConversionSpec>();
    takes<root.ConversionSpecInput, conversion.ConversionSpec>();
    takes<root.ConversionSpecInput, calls.SpecInput>();
    expectTypeOf<root.PresetName>().toEqualTypeOf<conversion.PresetName>();
  });

  it("media information goes both ways", () => {
    gives<root.MediaInfo, conversion.MediaInfo>();
    takes<root.MediaInfo, conversion.MediaInfo>();
    takes<root.VideoStream, conversion.VideoStream>();
    takes<root.AudioStream, conversion.AudioStream>();
    takes<root.SubtitleStream, conversion.SubtitleStream>();
    takes<root.StreamInfo, conversion.StreamInfo>();
  });

  it("results hold what they should", () => {
    gives<root.ConversionResult, conversion.ConversionResult>();
    gives<root.Verification, conversion.Verification>();
    gives<root.Loss, conversion.Loss>();
    gives<root.ParsedRequest, conversion.ParsedRequest>();
    expectTypeOf(root.presets).toExtend<Record<conversion.PresetName, conversion.Preset>>();
    gives<root.Preset, conversion.Preset>();
  });

  it("functions take and give them", () => {
    expectTypeOf(root.parseRequest).toExtend<(text: string) => conversion.ParsedRequest>();
    expectTypeOf(root.describeSpec).toExtend<
      (spec: conversion.ConversionSpec, language: "en" | "zh") => string
    >();
    expectTypeOf(root.ffmpegArguments).toExtend<
      (spec: conversion.ConversionSpec, source: conversion.MediaInfo) => string[]
    >();
  });
});

describe("R4 public shapes of the client", () => {
  it("the converter has its modules and workflows", () => {
    gives<root.NemoConverter, calls.Converter>();
    expectTypeOf<root.NemoConverter>().toExtend<AsyncDisposable>();
    takes<root.NemoConverterOptions, client.NemoConverterOptions>();
    gives<root.NemoConverterOptions, client.NemoConverterOptions>();
    takes<root.ConvertOptions, calls.ConvertOptions>();
    takes<root.ExportOptions, calls.ExportOptions>();
    gives<root.ExportResult, calls.ExportResult>();
  });

  it("turns are asked for and answered", () => {
    takes<root.AskOptions, calls.AskOptions>();
    gives<root.Reply, calls.Reply>();
    gives<root.GuiAction, calls.GuiAction>();
  });

  it("what people say and hear is read by pure functions", () => {
    expectTypeOf(root.routeMessage).toExtend<(text: string) => { action: calls.Reply["action"] }>();
    expectTypeOf(root.summarizeTimeline).toExtend<(draft: client.Draft) => string>();
    expectTypeOf(root.translateGuiText).toExtend<
      (text: string) => { text: string; actions: calls.GuiAction[] }
    >();
    expect(root.routeMessage("export")).toEqual({ action: "export" });
  });

  it("backends and timing can be given and read", () => {
    takes<root.Backend, client.Backend>();
    gives<root.Backend, client.Backend>();
    expectTypeOf<root.Timing>().toEqualTypeOf<client.Timing>();
    takes<root.Logger, client.Logger>();
    expectTypeOf(console).toExtend<root.Logger>();
    takes<root.MediaInput, client.MediaInput>();
    takes<root.StreamSource, client.StreamSource>();
    takes<root.Draft, client.Draft>();
    gives<root.Draft, client.Draft>();
  });

  it("events, progress and answers hold what they should", () => {
    takes<root.AgentEvent, client.AgentEvent>();
    gives<root.AgentEvent, client.AgentEvent>();
    gives<root.Progress, client.Progress>();
    gives<root.Notice, client.Notice>();
    expectTypeOf<root.Session>().toEqualTypeOf<client.Session>();
    gives<root.SessionState, client.SessionState>();
    gives<root.CreditBalance, client.CreditBalance>();
    gives<root.UploadedMedia, client.UploadedMedia>();
    gives<root.RenderJob, client.RenderJob>();
    gives<root.DownloadResult, client.DownloadResult>();
  });

  it("each module works alone", () => {
    expectTypeOf(root.createTransport).toExtend<(options?: client.NemoConverterOptions) => root.Transport>();
    expectTypeOf(root.Credits).toBeConstructibleWith(root.createTransport());
    for (const name of ["Auth", "Sessions", "Upload", "Sse", "State", "Credits", "Render"] as const) {
      expect(new root[name](root.createTransport())).toBeInstanceOf(root[name]);
    }
  });

  it("the embedded backend is one", () => {
    expectTypeOf(local.localBackend).returns.toExtend<client.Backend>();
    expectTypeOf(local.serve).returns.resolves.toExtend<{ url: string; close(): Promise<void> }>();
  });
});

describe("R5 the error family", () => {
  it("has every field, code and action of the design", () => {
    gives<root.NemoError, NemoError>();
    expectTypeOf<(typeof errorCodes)[number]>().toExtend<root.NemoErrorCode>();
    expectTypeOf<(typeof actionKinds)[number]>().toExtend<root.NemoErrorActionKind>();
    expectTypeOf((error: unknown) => root.NemoError.isInstance(error)).guards.toEqualTypeOf<root.NemoError>();
    for (const code of errorCodes) {
      const error = new root.NemoError(code, "what happened");
      expect(error).toMatchObject({ code, message: "what happened" });
      expect(actionKinds).toContain(error.action.kind);
    }
  });
});
