import { lookup, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { NemoError } from "../errors/index.js";
import { isInternalAddress } from "./is-internal-address.js";

/** @throws NemoError `unsupported-file` for a URL that names this machine or an internal address outright */
export function refuseInternalHost(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$|\.$/g, "");
  // These names are this machine wherever they are looked up (RFC 6761).
  const isOwnMachine = host === "localhost" || host.endsWith(".localhost");
  if (isOwnMachine || (isIP(host) !== 0 && isInternalAddress(host))) throw internalAddress(url.hostname);
}

/** Looks a name up and refuses internal addresses: the very address that is checked is the one that is connected to. */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error: Error | null, addresses: LookupAddress[]) => {
    const found = addresses ?? [];
    const refused = found.some(({ address }) => isInternalAddress(address));
    const failure = error ?? (refused ? internalAddress(hostname) : null);
    if (options.all) callback(failure, found);
    else callback(failure, found[0]?.address ?? "", found[0]?.family ?? 4);
  });
};

/**
 * The same for a connection that somebody else opens, who may look the name up anew: all that can be known before. A name
 * that is not found here may be found by a proxy.
 *
 * @throws NemoError `unsupported-file`
 */
export async function refuseInternalName(url: URL): Promise<void> {
  refuseInternalHost(url);
  await new Promise<void>((resolve, reject) => {
    lookupPublic(url.hostname, { all: true }, (error) => {
      if (NemoError.isInstance(error)) reject(error);
      else resolve();
    });
  });
}

function internalAddress(host: string): NemoError {
  return new NemoError(
    "unsupported-file",
    `${host} is an address of an internal network; media are fetched from there only with \`allowPrivateAddresses\`.`,
    {
      details: { host },
      action: {
        kind: "report",
        message:
          "Use a public address or a file; where internal ones are meant, set `allowPrivateAddresses`.",
      },
    },
  );
}
