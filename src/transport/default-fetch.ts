import type { DefaultFetch } from "./node-fetch.js";

/**
 * The given fetch, or on Node our own over `node:http`: the global one ends a stream after 300 s without bytes. It is
 * loaded at the first request, so that importing the library stays cheap; elsewhere the global fetch serves.
 */
export function openDefaultFetch(given: typeof fetch | undefined): DefaultFetch {
  if (given) return { fetch: given, close() {} };
  if (!hasNodeHttp()) return { fetch: (...args) => globalThis.fetch(...args), close() {} };
  let own: Promise<DefaultFetch> | undefined;
  return {
    fetch: async (...args) => {
      own ??= import("./node-fetch.js").then(({ createNodeFetch }) => createNodeFetch());
      return (await own).fetch(...args);
    },
    close() {
      void own?.then((opened) => opened.close());
    },
  };
}

/** The fetch for a file of any length; undefined where the one in use has to do. */
export async function openFileFetch(given: typeof fetch | undefined): Promise<typeof fetch | undefined> {
  return given || !canReadInto() ? undefined : (await import("./node-fetch.js")).nodeFetchOfFile;
}

/** Whether a socket reads into memory that it is given; Bun takes the option, and then calls back without the socket. */
function canReadInto(): boolean {
  return hasNodeHttp() && !("bun" in globalThis.process.versions);
}

export function hasNodeHttp(): boolean {
  return typeof globalThis.process?.versions?.node === "string";
}
