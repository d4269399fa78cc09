import { describe, expect, it } from "vitest";
import {
  isInternalAddress,
  lookupPublic,
  refuseInternalHost,
  refuseInternalName,
} from "../../src/addresses/index.js";
import type { NemoError } from "../../src/errors/index.js";

describe("issue 7 which addresses are internal", () => {
  it.each([
    ...["127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1"],
    ...["169.254.169.254", "100.64.0.1", "192.0.0.8", "198.18.0.1", "224.0.0.1", "255.255.255.255"],
    ...["::", "::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "100::1"],
    // An IPv4 address in the clothes of IPv6: mapped in both spellings, compatible, NAT64, 6to4, Teredo.
    ...["::ffff:127.0.0.1", "::ffff:7f00:1", "0:0:0:0:0:ffff:7f00:1", "::127.0.0.1", "::7f00:1"],
    ...["::ffff:0:127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::7f00:1"],
    ...["2002:7f00:1::", "2002:a9fe:a9fe::1", "2002:0a00:0001::", "2001:0:7f00:1::", "2001:db8::1"],
    ...["not an address", ""],
  ])("%s is", (address) => {
    expect(isInternalAddress(address)).toBe(true);
  });

  it.each([
    ...["8.8.8.8", "1.1.1.1", "172.32.0.1", "172.15.255.255", "100.128.0.1", "192.169.0.1", "223.255.255.1"],
    ...["2606:4700:4700::1111", "2a00:1450:4001:81b::200e", "::ffff:8.8.8.8", "::ffff:808:808"],
    ...["64:ff9b::8.8.8.8", "2002:808:808::1"],
  ])("%s is not", (address) => {
    expect(isInternalAddress(address)).toBe(false);
  });
});

describe("issue 7 hosts in a URL", () => {
  it.each([
    ...[
      "127.0.0.1",
      "127.1",
      "0x7f.1",
      "0x7f000001",
      "2130706433",
      "017700000001",
      "127.0.0.1.",
      "localhost",
      "localhost.",
      "a.localhost",
    ],
    ...["[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[::]"],
    ...["0", "0.0.0.0", "１２７.０.０.１", "169.254.169.254", "a:b@127.0.0.1", "example.com@127.0.0.1"],
  ])("%s is refused before anything is looked up", (host) => {
    expect(() => refuseInternalHost(new URL(`http://${host}/a.mp4`))).toThrow(/internal network/);
  });

  it("a name is refused for what it leads to", async () => {
    const found = new Promise((resolve) => lookupPublic("localhost", { all: true }, resolve));
    expect(await found).toMatchObject({ code: "unsupported-file", action: { kind: "report" } });
    expect(((await found) as NemoError).action.message).toContain("allowPrivateAddresses");
  });

  it("a public address and a name that is not found are left to whoever connects", async () => {
    refuseInternalHost(new URL("http://8.8.8.8/a.mp4"));
    await refuseInternalName(new URL("http://no-such-host.invalid/a.mp4"));
  });
});
