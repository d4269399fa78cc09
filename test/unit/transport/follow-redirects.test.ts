import { describe, expect, it } from "vitest";
import { followRedirects, webAddress } from "../../../src/transport/follow-redirects.js";
import { failureOf } from "../../support/failure-of.js";

const own = "https://api.test";

/** Follows `hops`, where each address redirects to the next; gives every address with whether it was the backend's own. */
async function follow(start: string, ...locations: string[]) {
  const asked: [string, boolean][] = [];
  const send = (at: string, isOwn: boolean) => {
    asked.push([at, isOwn]);
    const location = locations[asked.length - 1];
    return Promise.resolve(
      new Response(null, location === undefined ? {} : { status: 307, headers: { location } }),
    );
  };
  const response = await followRedirects(start, own, "GET x", send);
  return { asked, response };
}

describe("R14 R28 redirects", () => {
  it("keep what is secret only while they stay on the backend's own origin", async () => {
    const { asked } = await follow(`${own}/a`, "/b?c=d", "https://cdn.test/e", "https://api.test/f");
    expect(asked).toEqual([
      ["https://api.test/a", true],
      ["https://api.test/b?c=d", true],
      ["https://cdn.test/e", false],
      ["https://api.test/f", false],
    ]);
  });

  it("take another scheme or port for another origin", async () => {
    expect((await follow("http://api.test/a")).asked).toEqual([["http://api.test/a", false]]);
    expect((await follow("https://api.test:8443/a")).asked).toEqual([["https://api.test:8443/a", false]]);
    expect((await follow("https://API.test:443/a")).asked).toEqual([["https://API.test:443/a", true]]);
  });

  it("end after five", async () => {
    await follow(own, "/1", "/2", "/3", "/4", "/5");
    const error = await failureOf(follow(own, "/1", "/2", "/3", "/4", "/5", "/6"));
    expect(error).toMatchObject({ code: "malformed-response", message: "GET x redirects in circles." });
  });

  it.each(["ftp://x.test/a", "file:///etc/passwd", "http://", "data:,x"])(
    "do not lead to %s",
    async (location) => {
      expect((await failureOf(follow(own, location))).code).toBe("malformed-response");
    },
  );
});

describe("R27 webAddress", () => {
  it.each([
    ["https://x.test/a?b#c", "https://x.test/a?b#c"],
    ["/files/a", "https://api.test/files/a"],
    ["files/a", "https://api.test/files/a"],
    ["ftp://x.test/a", undefined],
    ["javascript:alert(1)", undefined],
    ["https://[", undefined],
  ])("of %s is %s", (url, address) => {
    expect(webAddress(url, own)).toBe(address);
  });
});
