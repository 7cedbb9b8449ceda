import { afterEach, expect, it } from "vitest";
import { resetEnv } from "@/lib/core/env.ts";
import { addressOf } from "./request.ts";

afterEach(() => void resetEnv({ TRUST_PROXY: undefined }));

const behindProxies = (count: number, forwarded: string): string => {
  resetEnv({ TRUST_PROXY: String(count) });
  return addressOf(new Headers({ "x-stint-peer": "10.0.0.1", "x-forwarded-for": forwarded }));
};

it.each([
  ["192.0.2.1", "192.0.2.1"],
  ["6.6.6.6, 192.0.2.1", "192.0.2.1"],
  ["192.0.2.1:4711", "192.0.2.1"],
  ["[2001:db8::1]:4711", "2001:db8::1"],
  ["[2001:db8::1]", "2001:db8::1"],
  ["2001:db8::1", "2001:db8::1"],
])("behind a proxy that forwards %s the caller is %s", (forwarded, address) => {
  expect(behindProxies(1, forwarded)).toBe(address);
});

it.each(["junk", "unknown", "_hidden", "192.0.2.1:port", "[2001:db8::1", "999.0.0.1", ""])(
  "the caller is the socket's address when the forwarded value is no address: %j",
  (forwarded) => {
    expect(behindProxies(1, forwarded)).toBe("10.0.0.1");
  },
);

it("forwarded headers are ignored without a trusted proxy, and the second from the right counts behind two", () => {
  expect(behindProxies(0, "192.0.2.1")).toBe("10.0.0.1");
  expect(behindProxies(2, "6.6.6.6, 192.0.2.1, 192.0.2.2")).toBe("192.0.2.1");
});
