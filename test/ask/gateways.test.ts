import type { ServerResponse } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { NemoConverter } from "../../src/nemo-converter.js";
import { failureOf } from "../support/failure-of.js";
import { isolateEnvironment } from "../support/isolated-environment.js";
import { ownToken } from "../support/test-transport.js";
import { drafts } from "./mocked-project.js";
import { ProjectServer } from "./project-server.js";

const message = "add a title that says Urban Dreams";

async function connected(answer: (response: ServerResponse) => void) {
  const project = await ProjectServer.start();
  project.answer = answer;
  isolateEnvironment();
  const timing = { recoveryFirstMs: 5, recoveryNextMs: 5 };
  const nemo = new NemoConverter({ baseUrl: project.url, token: ownToken, ledger: false, timing });
  onTestFinished(() => nemo.close());
  return { project, nemo };
}

/** How often the state was asked for. */
function readings({ server }: ProjectServer): number {
  return server.requests.filter(({ name }) => name.includes("/api/state/")).length;
}

const page = (status: number) => (response: ServerResponse) => {
  response.writeHead(status, { "content-type": "text/html" }).end("<html>A timeout occurred</html>");
};

describe("R21 a gateway that gives up before the stream has opened", () => {
  it.each([408, 502, 503, 504, 520, 521, 522, 523, 524, 525, 530])(
    "with HTTP %i: the agent behind it may still work, and what it does is found",
    async (status) => {
      const { project, nemo } = await connected((response) => {
        page(status)(response);
        // The reading right after the message, and one more, find nothing yet.
        const before = readings(project);
        const look = setInterval(() => {
          if (readings(project) < before + 2) return;
          clearInterval(look);
          project.draft = drafts.titled;
        }, 1);
        onTestFinished(() => clearInterval(look));
      });
      const reply = await nemo.ask(message);
      expect(reply).toMatchObject({ outcome: "applied" });
      expect(reply.text).toContain("The connection was cut, but your message was carried out.");
      expect(project.messages).toEqual([message]);
    },
  );

  it.each([408, 503, 524])(
    "with HTTP %i, and nothing to be seen of it: the outcome is unknown",
    async (status) => {
      const { project, nemo } = await connected(page(status));
      const failure = await failureOf(nemo.ask(message));
      expect(failure).toMatchObject({ code: "outcome-unknown", charged: "unknown", isRetryable: false });
      expect(await nemo.turns.list()).toMatchObject([{ outcome: "unknown" }]);
      expect(project.messages).toEqual([message]);
    },
  );
});

describe("R21 R85 a backend that fails with HTTP 500 before the stream has opened", () => {
  it("is not taken for one that did nothing: what shows later is found, and not sent again", async () => {
    const { project, nemo } = await connected(page(500));
    const failure = await failureOf(nemo.ask(message));
    expect(failure).toMatchObject({ code: "backend-error", charged: "unknown", isRetryable: false });
    expect(failure.details["outcome"]).toBe("unknown");
    project.draft = drafts.titled;
    expect(await nemo.turns.settle()).toMatchObject([{ outcome: "applied" }]);
    expect(project.messages).toEqual([message]);
  });

  it("is not asked again by the same message when that shows by then", async () => {
    const { project, nemo } = await connected(page(500));
    await failureOf(nemo.ask(message));
    project.draft = drafts.titled;
    expect((await nemo.ask(message)).text).toContain("had been carried out already");
    expect(project.messages).toEqual([message]);
  });
});
