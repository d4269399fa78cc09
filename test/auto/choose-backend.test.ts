import { describe, expect, it } from "vitest";
import { chooseBackend, type Circumstances } from "../../src/workflows/auto/choose-backend.js";

const ready: Circumstances = {
  hasFfmpeg: true,
  hasAccount: true,
  isTaken: true,
  bytes: 5_000_000,
  credits: 80,
};

describe("R90 where a conversion is tried first", () => {
  it("is the cloud where it was paid for and can begin soon", () => {
    expect(chooseBackend(ready)).toEqual(["cloud", "local"]);
  });

  it.each<[string, Partial<Circumstances>]>([
    ["there is no account", { hasAccount: false }],
    ["the account is empty", { credits: 0 }],
    ["the cloud does not answer", { credits: undefined }],
    ["the cloud does not take the format", { isTaken: false }],
    ["the upload takes longer than the work", { bytes: 2_000_000_000 }],
  ])("is this machine when %s", (_, circumstance) => {
    expect(chooseBackend({ ...ready, ...circumstance })).toEqual(["local", "cloud"]);
  });

  it("is the cloud alone where there is no ffmpeg", () => {
    expect(chooseBackend({ ...ready, hasFfmpeg: false, hasAccount: false })).toEqual(["cloud"]);
  });
});
