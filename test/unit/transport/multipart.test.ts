import { describe, expect, it } from "vitest";
import { multipartFrame } from "../../../src/transport/multipart.js";

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe("R24 the frame of a multipart body", () => {
  it("is exactly what the contract asks for", () => {
    const frame = multipartFrame("files", "clip.mp4", "video/mp4", "b0undary");
    expect(frame.contentType).toBe("multipart/form-data; boundary=b0undary");
    expect(text(frame.head)).toBe(
      '--b0undary\r\nContent-Disposition: form-data; name="files"; filename="clip.mp4"\r\n' +
        "Content-Type: video/mp4\r\n\r\n",
    );
    expect(text(frame.tail)).toBe("\r\n--b0undary--\r\n");
  });

  it.each([
    ['a"b.mp4', "a%22b.mp4"],
    ["a\r\nContent-Type: text/html\r\n\r\n.mp4", "a%0D%0AContent-Type: text/html%0D%0A%0D%0A.mp4"],
    ["视频 é.mp4", "视频 é.mp4"],
    ["a\\b%.mp4", "a\\b%.mp4"],
  ])("escapes %j as browsers do", (name, escaped) => {
    expect(text(multipartFrame("files", name, "video/mp4", "b").head)).toContain(`filename="${escaped}"\r\n`);
  });

  it("is parsed back by the platform", async () => {
    const { head, tail, contentType } = multipartFrame("files", '视频 "1".mp4', "video/mp4", "b0undary");
    const body = Buffer.concat([head, Buffer.from("bytes"), tail]);
    const form = await new Response(body, { headers: { "content-type": contentType } }).formData();
    const file = form.get("files") as File;
    expect([...form.keys()]).toEqual(["files"]);
    expect([file.name, file.type, await file.text()]).toEqual(['视频 "1".mp4', "video/mp4", "bytes"]);
  });
});
