import { lookup, type LookupAddress } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { unsupportedFile } from "./api-error.js";

// Special-purpose addresses (RFC 6890): what stands there is not on the internet, but in somebody's network.
const internal = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const) {
  internal.addSubnet(network, bits, "ipv4");
}
for (const [network, bits] of [
  ["::", 127],
  ["64:ff9b::", 96],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const) {
  internal.addSubnet(network, bits, "ipv6");
}

function isInternalAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return internal.check(mapped, "ipv4");
  return internal.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

/** @throws ApiError 4001 for a URL that names an internal address outright */
export function refuseInternalHost(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && isInternalAddress(host)) throw internalAddress(url.hostname);
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

function internalAddress(host: string): Error {
  return unsupportedFile(`${host} is an address of an internal network; media are not fetched from there.`);
}
