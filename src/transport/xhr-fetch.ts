// Answers that may have no body, by the standard of fetch.
const bodiless = new Set([204, 205, 304]);

/** One exchange by XMLHttpRequest, which tells how much of a body was sent where fetch does not. */
export function xhrFetch(
  url: string,
  { method = "GET", headers, body, signal }: RequestInit,
  onSent: (bytes: number) => void,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    const settle = (finish: () => void) => () => {
      signal?.removeEventListener("abort", abort);
      finish();
    };
    request.open(method, url);
    request.responseType = "arraybuffer";
    new Headers(headers).forEach((value, name) => request.setRequestHeader(name, value));
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onload = settle(() => {
      // It cannot be kept from following a redirect; what answers there is not the one that was asked.
      if (request.responseURL === url) resolve(responseOf(request));
      else reject(new TypeError("The upload was redirected."));
    });
    request.onerror = settle(() => reject(new TypeError("The upload failed on its way.")));
    request.onabort = settle(() => reject(signal?.reason as Error));
    if (signal?.aborted) {
      reject(signal.reason as Error);
      return;
    }
    signal?.addEventListener("abort", abort, { once: true });
    request.send(body as XMLHttpRequestBodyInit);
  });
}

function responseOf(request: XMLHttpRequest): Response {
  const { status, statusText } = request;
  const lines = request.getAllResponseHeaders().trim().split("\r\n").filter(Boolean);
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const body = bodiless.has(status) ? null : (request.response as ArrayBuffer);
  return new Response(body, { status, statusText, headers });
}
