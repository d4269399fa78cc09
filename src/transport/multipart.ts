/** A multipart body with one file, without its bytes. */
export interface MultipartFrame {
  contentType: string;
  head: Uint8Array;
  tail: Uint8Array;
}

/** The frame of `multipart/form-data` around one file; the name is escaped as the HTML standard says. Pure. */
export function multipartFrame(
  field: string,
  fileName: string,
  mimeType: string,
  boundary: string,
): MultipartFrame {
  const name = fileName.replaceAll("\n", "%0A").replaceAll("\r", "%0D").replaceAll('"', "%22");
  const encode = (text: string) => new TextEncoder().encode(text);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    head: encode(
      `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\n` +
        `Content-Type: ${mimeType}\r\n\r\n`,
    ),
    tail: encode(`\r\n--${boundary}--\r\n`),
  };
}
