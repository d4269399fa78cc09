import { describe, expect, it } from "vitest";
import { EventStreamReader, isHeartbeat } from "../../../src/transport/later.js";
import { streamOf } from "../../support/event-streams.js";

describe("R19 the forms of a heartbeat", () => {
  it.each([
    ": ping - 2030-01-01 00:00:00+00:00\n\n",
    ":\n\n",
    "event: heartbeat\ndata: {}\n\n",
    "event: heartbeat\ndata:\n\n",
    "event: heartbeat\n\n",
    "event: heartbeat\r\n\r\n",
    "event: heartbeat\r\r",
    "data:\n\n",
    "data: \n\n",
    "data:    \n\n",
    "data\n\n",
  ])("%j", async (text) => {
    const reader = new EventStreamReader(streamOf(new TextEncoder().encode(text)), "POST /run_sse");
    const frames = await reader.next();
    expect(frames).toHaveLength(1);
    expect(isHeartbeat(frames![0]!)).toBe(true);
    expect(await reader.next()).toBeUndefined();
  });

  it.each([
    [{ data: "{}" }],
    [{ data: '{"a":1}' }],
    [{ event: "error", data: "{}" }],
    [{ event: "message", data: "x" }],
    [{ data: "heartbeat" }],
  ])("%j is none", (frame) => {
    expect(isHeartbeat(frame)).toBe(false);
  });
});
