import { BlockList, isIP } from "node:net";

// Special-purpose addresses (RFC 6890 and the registries of IANA): what stands there is not on the internet, but in
// somebody's network, or nowhere.
const internal = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const) {
  internal.addSubnet(network, bits, "ipv4");
}

// Of IPv6 only this part is the internet (RFC 4291), and of it not these: protocol assignments with Teredo,
// documentation.
const global = new BlockList();
global.addSubnet("2000::", 3, "ipv6");
for (const [network, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["3fff::", 20],
] as const) {
  internal.addSubnet(network, bits, "ipv6");
}

/** Whether an IP address, in any of its spellings, is one of an internal network. What is no address is. */
export function isInternalAddress(address: string): boolean {
  const kind = isIP(address);
  if (kind === 4) return internal.check(address, "ipv4");
  if (kind === 0 || address.includes("%")) return true;
  const inside = embedded(groupsOf(address));
  if (inside !== undefined) return internal.check(inside, "ipv4");
  return !global.check(address, "ipv6") || internal.check(address, "ipv6");
}

/** The eight groups, of whichever spelling: a URL has one way to write each address. */
function groupsOf(address: string): number[] {
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [front = [], back] = written.split("::").map((part) => part.split(":").filter(Boolean));
  const filled = back === undefined ? front : [...front, ...fill(8 - front.length - back.length), ...back];
  return filled.map((group) => Number.parseInt(group, 16));
}

function fill(length: number): string[] {
  return Array.from({ length }, () => "0");
}

/**
 * The IPv4 address to which an IPv6 one leads: mapped (`::ffff:`), compatible (`::`), translated by NAT64 (`64:ff9b::`),
 * tunnelled by 6to4 (`2002:`).
 */
function embedded(groups: number[]): string | undefined {
  const prefix = groups.slice(0, 6).map((group) => group.toString(16));
  const isTranslated = ["0:0:0:0:0:ffff", "0:0:0:0:0:0", "0:0:0:0:ffff:0", "64:ff9b:0:0:0:0"].includes(
    prefix.join(":"),
  );
  if (isTranslated) return dotted(groups.slice(6));
  return prefix[0] === "2002" ? dotted(groups.slice(1, 3)) : undefined;
}

function dotted(groups: number[]): string {
  return groups.flatMap((group) => [group >> 8, group & 0xff]).join(".");
}
